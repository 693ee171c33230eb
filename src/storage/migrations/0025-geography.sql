-- Outlines of areas for maps, simplified: public facts with their licence, without personal data and without territory.
create table geography (
  level text primary key check (level in ('department')),
  source text not null check (char_length(source) between 1 and 200),
  licence text not null check (char_length(licence) between 1 and 200),
  -- SHA-256 of the file
  edition text not null check (edition ~ '^[0-9a-f]{64}$'),
  -- height of the drawing whose width is 1000
  height integer not null check (height between 1 and 10000),
  imported_at timestamptz not null
);

create table geography_area (
  level text not null references geography (level),
  code text not null check (char_length(code) between 1 and 10),
  -- path of an SVG drawing, 1000 wide
  path text not null check (path ~ '^M[-0-9. MLZ]*$' and char_length(path) <= 200000),
  primary key (level, code)
);

grant select, insert, update on geography to tisser_app;
grant select, insert, delete on geography_area to tisser_app;
