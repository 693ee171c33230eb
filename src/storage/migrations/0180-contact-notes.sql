-- Contacts with a person, and attempts at one: when, how and how it went; the words are sealed with the key of the file and go with it.
-- What was noted by mistake is withdrawn by who noted it and stays visible as withdrawn.
create table contact_note (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  way text not null check (way in ('phone', 'sms', 'email', 'post', 'visit', 'office')),
  outcome text not null check (outcome in ('reached', 'no-answer', 'message-left', 'not-now', 'wrong-number')),
  at timestamptz not null,
  noted_at timestamptz not null,
  noted_by uuid not null,
  -- sealed; null where nothing was written
  note bytea,
  withdrawn_at timestamptz,
  primary key (tenant_id, controller_id, id),
  check (at <= noted_at),
  check (withdrawn_at >= noted_at),
  foreign key (tenant_id, controller_id, person_id) references person (tenant_id, controller_id, id) on delete cascade
);
create index contact_note_person on contact_note (tenant_id, controller_id, person_id, at);

alter table contact_note enable row level security;
alter table contact_note force row level security;
create policy contact_note_tenant on contact_note as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy contact_note_controller on contact_note
  using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ',')::uuid[])::uuid[]));
create policy contact_note_own_case on contact_note as restrictive for select using (
  (select coalesce(current_setting('tisser.own_cases_in', true), '') = '')
  or controller_id <> all ((select string_to_array(current_setting('tisser.own_cases_in', true), ',')::uuid[])::uuid[])
  or (controller_id, person_id) in (select o.controller_id, o.person_id from own_cases() o));
grant select, insert, update (person_id, note, withdrawn_at) on contact_note to tisser_app;
