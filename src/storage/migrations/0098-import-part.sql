-- Parts of a large file whose import is under way: each is one transaction. What is needed to go on after the program was
-- killed, and to know at the end what vanished. Rows go when the import is finished, or when another edition of the source
-- begins (decision 0090).
create table import_part (
  source text not null references source (id),
  -- digest of the whole file
  edition text not null,
  -- the first is 0
  part integer not null check (part >= 0),
  -- ids that the rows with a key have as offers, and their numbers in the file, the first is 1
  row_ids uuid[] not null,
  row_numbers integer[] not null check (cardinality(row_numbers) = cardinality(row_ids)),
  -- of those, what was refused: its entries stay as they were
  refused_ids uuid[] not null,
  organization_ids uuid[] not null,
  location_ids uuid[] not null,
  service_ids uuid[] not null,
  service_at_location_ids uuid[] not null,
  read integer not null check (read >= 0),
  created integer not null check (created >= 0),
  updated integer not null check (updated >= 0),
  unchanged integer not null check (unchanged >= 0),
  refused integer not null check (refused >= 0),
  faults integer not null check (faults >= 0),
  primary key (source, edition, part)
);
grant select, insert, delete on import_part to tisser_app;
