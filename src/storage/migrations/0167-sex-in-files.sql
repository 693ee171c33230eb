-- What a person answered when asked their sex, for figures alone (decision 0124): sealed with the key of the file as what they told of
-- themselves is, null while nobody asked.
alter table person add column sex bytea;
