-- The words of an offer are looked for in the index in memory (migration 0208): nobody reads them from the database any more, and they
-- were half of what was written of it. The column stays, empty for what is written from now on.
alter table service_at_location alter column search_text set default '';
comment on column service_at_location.search_text is 'no longer written nor read since migration 0230';
