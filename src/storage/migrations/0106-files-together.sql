-- A page of files is found, and counted, in the index alone; files that were taken into another are in no list.
drop index person_recent;
create index person_recent on person (tenant_id, controller_id, changed_at desc, id) where merged_into is null;

-- What was done in danger and who speaks for the person move with a file that is taken into another.
grant update (person_id, content) on danger_act to tisser_app;
grant update (person_id, content) on representative to tisser_app;
