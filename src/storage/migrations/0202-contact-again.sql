-- From when a person who was tried in vain is to be tried again (spec/pathway.md §4.3): on the note of the last attempt, by its timer;
-- null until then, and again once somebody acts or there is nobody to be tried any more.
alter table contact_note add column again_at timestamptz;
create index contact_note_again on contact_note (tenant_id, controller_id, again_at) where again_at is not null;
grant update (again_at) on contact_note to tisser_app;
