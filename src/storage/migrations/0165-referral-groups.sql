-- Several persons referred to one offer by one gesture (decision 0121): what became of each, outliving the page that tells it. A line
-- holds references and a code alone; the referral itself knows nothing of the group, so that nothing read of one person leads to another.
create table referral_group (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  offer_id uuid not null,
  made_at timestamptz not null,
  made_by uuid not null,
  -- how many were named: the same gesture sent again names as many
  named integer not null check (named between 1 and 40),
  primary key (tenant_id, controller_id, id),
  foreign key (tenant_id, controller_id) references controller (tenant_id, id)
);

create table referral_group_line (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  group_id uuid not null,
  position integer not null check (position > 0),
  -- nobody where whoever was named is not accompanied by who asked
  person_id uuid,
  referral_id uuid,
  result text not null check (result in ('sent', 'waits', 'not-accompanied', 'do-not-contact', 'already-there', 'too-many',
    'excluded', 'full', 'representative-needed', 'alike', 'no-ground', 'nothing-to-tell')),
  at timestamptz not null,
  primary key (tenant_id, controller_id, id),
  unique (tenant_id, controller_id, group_id, position),
  unique (tenant_id, controller_id, group_id, person_id),
  check ((referral_id is not null) = (result in ('sent', 'waits'))),
  check ((person_id is null) = (result = 'not-accompanied')),
  foreign key (tenant_id, controller_id, group_id) references referral_group (tenant_id, controller_id, id),
  foreign key (tenant_id, controller_id, person_id) references person (tenant_id, controller_id, id) on delete cascade
);
create unique index referral_group_line_referral on referral_group_line (tenant_id, controller_id, referral_id)
  where referral_id is not null;

alter table referral_group enable row level security;
alter table referral_group force row level security;
create policy referral_group_tenant on referral_group as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy referral_group_controller on referral_group
  using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ',')::uuid[])::uuid[]));
grant select, insert on referral_group to tisser_app;

alter table referral_group_line enable row level security;
alter table referral_group_line force row level security;
create policy referral_group_line_tenant on referral_group_line as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy referral_group_line_controller on referral_group_line
  using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ',')::uuid[])::uuid[]));
create policy referral_group_line_own_case on referral_group_line as restrictive for select using (
  (select coalesce(current_setting('tisser.own_cases_in', true), '') = '')
  or controller_id <> all ((select string_to_array(current_setting('tisser.own_cases_in', true), ',')::uuid[])::uuid[])
  or (controller_id, person_id) in (select o.controller_id, o.person_id from own_cases() o));
grant select, insert, update (person_id) on referral_group_line to tisser_app;
