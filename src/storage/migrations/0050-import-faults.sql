-- What was wrong in the file that a source stands at, row by row, for whoever keeps that file. The cell is kept as the producer
-- wrote it, cut short, until the next import of the source or 90 days (decision 0067). Columns that name a contact person are
-- never read, so none of their cells comes here.
create table import_fault (
  source text not null references source (id),
  -- place in the report, the first is 1
  position integer not null check (position > 0),
  row integer not null check (row >= 0),
  field text not null,
  -- code of the list `rowFault`, and what its sentence tells
  code text not null,
  params jsonb not null default '{}',
  is_refused boolean not null,
  value text check (length(value) <= 200),
  recorded_on date not null,
  primary key (source, position)
);
grant select, insert, delete on import_fault to tisser_app;

-- Why a human kept a row out: code of the list `refusalOfRow`.
alter table quarantine_row add column decision_reason text;

-- The last attempt to import a source, where it failed as a whole: when, and the code of the refusal. An import that succeeds
-- clears both.
alter table source
  add column failed_at timestamptz,
  add column failure text;
