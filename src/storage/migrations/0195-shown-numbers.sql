-- In a contact engagement neither reads the number of the other. A row is the agreement of one party that one number is shown to
-- the other; taken back, it is gone. The number of the person stays in their file; that of a volunteer is kept here alone, sealed.

create table shown_number (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  engagement_id uuid not null,
  volunteer_id uuid not null,
  whose text not null check (whose in ('person', 'volunteer')),
  noted_at timestamptz not null,
  noted_by uuid,
  content bytea,
  primary key (tenant_id, controller_id, id),
  unique (tenant_id, controller_id, engagement_id, volunteer_id, whose),
  check ((whose = 'volunteer') = (content is not null)),
  foreign key (tenant_id, controller_id, person_id) references person (tenant_id, controller_id, id) on delete cascade,
  foreign key (tenant_id, controller_id, engagement_id, volunteer_id)
    references engagement_party (tenant_id, controller_id, engagement_id, volunteer_id) on delete cascade
);
create index shown_number_person on shown_number (tenant_id, controller_id, person_id);

alter table shown_number enable row level security;
alter table shown_number force row level security;
create policy shown_number_tenant on shown_number as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy shown_number_controller on shown_number
  using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ',')::uuid[])::uuid[]));
create policy shown_number_own_case on shown_number as restrictive for select using (
  (select coalesce(current_setting('tisser.own_cases_in', true), '') = '')
  or controller_id <> all ((select string_to_array(current_setting('tisser.own_cases_in', true), ',')::uuid[])::uuid[])
  or (controller_id, person_id) in (select o.controller_id, o.person_id from own_cases() o));
grant select, insert, update, delete on shown_number to tisser_app;
