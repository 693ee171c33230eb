-- What somebody asked who may not be the person (decision 0152): a change of how they are reached that nobody checked, or a copy of what is
-- kept. It waits 72 hours in sight of those who accompany, who may stop it; what it says is sealed with the key of the file and
-- forgotten with the end of the wait. The row stays as a trace without content.
create table held_request (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  kind text not null check (kind in ('contact-change', 'own-copy')),
  status text not null check (status in ('held', 'applied', 'stopped', 'replaced')),
  asked_at timestamptz not null,
  -- who noted it; null by the link to the own page
  asked_by uuid,
  -- how far it was checked who asked; null by a link
  identity text check (identity in ('document', 'not-checked')),
  due_at timestamptz not null,
  ended_at timestamptz,
  -- null by the clock, or by the link
  ended_by uuid,
  -- wrong second proofs
  tries integer not null default 0 check (tries between 0 and 10),
  -- until when a copy may be taken
  open_until timestamptz,
  -- sealed
  content bytea,
  primary key (tenant_id, controller_id, id),
  check ((status = 'held') = (ended_at is null)),
  check (status = 'held' or content is null),
  check ((kind = 'own-copy' and status = 'applied') = (open_until is not null)),
  foreign key (tenant_id, controller_id, person_id) references person (tenant_id, controller_id, id) on delete cascade
);
-- one of a kind waits for a person
create unique index held_request_waiting on held_request (tenant_id, controller_id, person_id, kind) where status = 'held';
create index held_request_person on held_request (tenant_id, controller_id, person_id, asked_at);

alter table held_request enable row level security;
alter table held_request force row level security;
create policy held_request_tenant on held_request as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy held_request_controller on held_request
  using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ',')::uuid[])::uuid[]));
create policy held_request_own_case on held_request as restrictive for select using (
  (select coalesce(current_setting('tisser.own_cases_in', true), '') = '')
  or controller_id <> all ((select string_to_array(current_setting('tisser.own_cases_in', true), ',')::uuid[])::uuid[])
  or (controller_id, person_id) in (select o.controller_id, o.person_id from own_cases() o));
grant select, insert, update (person_id, status, ended_at, ended_by, tries, open_until, content) on held_request to tisser_app;
