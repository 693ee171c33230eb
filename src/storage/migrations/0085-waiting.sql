-- Whoever is away, and who covers for them: while it lasts, what waits for the one waits for the other (decision 0085).
create table absence (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  cover_id uuid not null,
  -- days in the time zone of the territory, both included
  from_day date not null,
  until_day date not null,
  noted_at timestamptz not null,
  noted_by uuid,
  -- taken back, or over before its last day
  ended_at timestamptz,
  primary key (tenant_id, controller_id, id),
  foreign key (tenant_id, controller_id) references controller (tenant_id, id),
  check (account_id <> cover_id),
  check (until_day between from_day and from_day + 365)
);
create index absence_in_force on absence (tenant_id, controller_id, account_id) where ended_at is null;
create index absence_cover on absence (tenant_id, controller_id, cover_id) where ended_at is null;

alter table absence enable row level security;
alter table absence force row level security;
create policy absence_tenant on absence as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy absence_controller on absence
  using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ','))::uuid[]));
grant select, insert, update on absence to tisser_app;

-- What waits and was seen: out of the way until a day, or until something new happens.
create table set_aside (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  -- those set aside by one act have it in common, and are brought back by one act
  batch_id uuid not null,
  person_id uuid not null,
  referral_id uuid,
  reason text not null check (char_length(reason) between 1 and 40),
  set_at timestamptz not null,
  set_by uuid,
  until timestamptz not null check (until > set_at),
  brought_back_at timestamptz,
  primary key (tenant_id, controller_id, id),
  foreign key (tenant_id, controller_id, person_id) references person (tenant_id, controller_id, id) on delete cascade
);
create index set_aside_in_force on set_aside (tenant_id, controller_id, person_id) where brought_back_at is null;
create index set_aside_batch on set_aside (tenant_id, controller_id, batch_id);

alter table set_aside enable row level security;
alter table set_aside force row level security;
create policy set_aside_tenant on set_aside as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy set_aside_controller on set_aside
  using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ','))::uuid[]));
create policy set_aside_own_case on set_aside as restrictive for select using (
  coalesce(controller_id <> all ((select string_to_array(nullif(current_setting('tisser.own_cases_in', true), ''), ','))::uuid[]), true)
  or exists (select from person p where p.tenant_id = set_aside.tenant_id and p.controller_id = set_aside.controller_id and p.id = set_aside.person_id));
grant select, insert, update on set_aside to tisser_app;
