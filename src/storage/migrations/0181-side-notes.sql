-- Notes beside the file (decision 0129), sealed with its key and gone with it: shared with whoever sees the file, or read by their author
-- alone. That is no policy here, since merging files and handing out a copy reach every note; the store asks for the reader.
create table side_note (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  is_private boolean not null,
  author_id uuid not null,
  written_at timestamptz not null,
  changed_at timestamptz not null,
  version integer not null check (version > 0),
  content bytea not null,
  primary key (tenant_id, controller_id, id),
  check (changed_at >= written_at),
  foreign key (tenant_id, controller_id, person_id) references person (tenant_id, controller_id, id) on delete cascade
);
create index side_note_person on side_note (tenant_id, controller_id, person_id, written_at);

alter table side_note enable row level security;
alter table side_note force row level security;
create policy side_note_tenant on side_note as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy side_note_controller on side_note
  using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ',')::uuid[])::uuid[]));
create policy side_note_own_case on side_note as restrictive for select using (
  (select coalesce(current_setting('tisser.own_cases_in', true), '') = '')
  or controller_id <> all ((select string_to_array(current_setting('tisser.own_cases_in', true), ',')::uuid[])::uuid[])
  or (controller_id, person_id) in (select o.controller_id, o.person_id from own_cases() o));
grant select, insert, delete, update (person_id, changed_at, version, content) on side_note to tisser_app;
