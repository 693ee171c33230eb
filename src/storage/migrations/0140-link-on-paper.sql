-- The link to the own page, handed over on paper with the plan: sealed, so that the sheet can be printed until it is opened,
-- replaced or out of date.
alter table own_page add column handed bytea;
