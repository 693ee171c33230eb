-- A table that somebody brought on the screen of imports, until it is imported or a day has passed. Its columns are not known yet
-- and may name people: it belongs to the territory of who brought it, under row security.
create table table_upload (
  tenant_id uuid not null,
  id uuid not null,
  -- name of the feed, its title and its licence
  name text not null,
  title text not null,
  licence text not null,
  file_name text not null,
  content bytea not null check (octet_length(content) <= 12582912),
  -- which column is what, once somebody said so
  mapping jsonb,
  uploaded_at timestamptz not null,
  primary key (tenant_id, id)
);
alter table table_upload enable row level security;
alter table table_upload force row level security;
create policy table_upload_tenant on table_upload
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
grant select, insert, update, delete on table_upload to tisser_app;

-- Which column of a table is what, remembered for its next edition. Names of columns only.
create table table_mapping (
  source text primary key,
  mapping jsonb not null,
  kept_on date not null
);
grant select, insert, update on table_mapping to tisser_app;
