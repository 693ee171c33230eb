-- Rows of feeds that look wrong in a way that could hurt somebody (a premium-rate number, a shortened address, a script in a name, a
-- crisis line with another number): they wait for a human. No personal data: the directory holds none.
create table quarantine_row (
  id uuid primary key,
  source text not null references source (id),
  offer_id uuid not null,
  name text not null,
  city text not null,
  -- codes of the list `suspicion`
  reasons text[] not null check (cardinality(reasons) > 0),
  -- the row in our model, as it would be written
  resource jsonb not null,
  -- digest of the row: a decision holds for these values only
  digest text not null,
  edition text not null,
  arrived_on date not null,
  decision text check (decision in ('accepted', 'rejected')),
  decided_on date,
  unique (source, offer_id)
);
create index quarantine_row_waiting on quarantine_row (arrived_on, id) where decision is null;
grant select, insert, update on quarantine_row to tisser_app;
