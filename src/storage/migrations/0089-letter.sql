-- A letter with the link to the person's own page, for whoever has neither e-mail nor SMS: it waits to be printed and posted. What it
-- says, the link too, is sealed and forgotten once it was posted.
create table letter (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  made_at timestamptz not null,
  made_by uuid,
  ended_at timestamptz,
  ended_by uuid,
  end_kind text check (end_kind in ('posted', 'cancelled', 'replaced')),
  content bytea,
  primary key (tenant_id, controller_id, id),
  check ((ended_at is null) = (end_kind is null) and (ended_at is null) = (content is not null)),
  foreign key (tenant_id, controller_id, person_id) references person (tenant_id, controller_id, id) on delete cascade
);
create unique index letter_waiting on letter (tenant_id, controller_id, person_id) where ended_at is null;

alter table letter enable row level security;
alter table letter force row level security;
create policy letter_tenant on letter as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy letter_controller on letter
  using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ','))::uuid[]));
create policy letter_own_case on letter as restrictive for select using (
  coalesce(controller_id <> all ((select string_to_array(nullif(current_setting('tisser.own_cases_in', true), ''), ','))::uuid[]), true)
  or exists (select from person p where p.tenant_id = letter.tenant_id and p.controller_id = letter.controller_id and p.id = letter.person_id));
grant select, insert, update on letter to tisser_app;
