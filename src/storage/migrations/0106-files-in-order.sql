-- A page of files is found, and counted, in the index alone; files that were taken into another are in no list.
drop index person_recent;
create index person_recent on person (tenant_id, controller_id, changed_at desc, id) where merged_into is null;
