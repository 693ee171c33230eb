-- A closure may be announced before any hours are told: there are none to come back to then. The day on which it begins is told too.
alter table entry_pause
  add column from_on date,
  alter column hours_before drop not null;
