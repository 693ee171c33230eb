-- The end of a plan (decision 0133): the person's words and what was counted, sealed with the key of the file; then nothing in the plan
-- changes until it is taken up again, with a reason. Every closing stays.
create table plan_closing (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  status text not null check (status in ('closed', 'reopened')),
  closed_at timestamptz not null,
  closed_by uuid not null,
  reopened_at timestamptz,
  reopened_by uuid,
  reopen_reason text check (reopen_reason in ('person-asks', 'new-need', 'news', 'two-files', 'mistake')),
  content bytea not null,
  primary key (tenant_id, controller_id, id),
  check ((status = 'reopened') = (reopened_at is not null and reopen_reason is not null)),
  foreign key (tenant_id, controller_id, person_id) references person (tenant_id, controller_id, id) on delete cascade
);
-- one in force for a person
create unique index plan_closing_in_force on plan_closing (tenant_id, controller_id, person_id) where status = 'closed';
create index plan_closing_person on plan_closing (tenant_id, controller_id, person_id, closed_at);

alter table plan_closing enable row level security;
alter table plan_closing force row level security;
create policy plan_closing_tenant on plan_closing as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy plan_closing_controller on plan_closing
  using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ',')::uuid[])::uuid[]));
create policy plan_closing_own_case on plan_closing as restrictive for select using (
  (select coalesce(current_setting('tisser.own_cases_in', true), '') = '')
  or controller_id <> all ((select string_to_array(current_setting('tisser.own_cases_in', true), ',')::uuid[])::uuid[])
  or (controller_id, person_id) in (select o.controller_id, o.person_id from own_cases() o));
grant select, insert, update (person_id, status, reopened_at, reopened_by, reopen_reason, content) on plan_closing to tisser_app;

-- The day on which a plan was to be looked at again ends with the plan.
alter table plan_review drop constraint plan_review_status_check;
alter table plan_review add constraint plan_review_status_check check (status in ('planned', 'done', 'ended'));

-- Somebody whose plan is closed is referred nowhere, alone or with others.
alter table referral_group_line drop constraint referral_group_line_result_check;
alter table referral_group_line add constraint referral_group_line_result_check
  check (result in ('sent', 'waits', 'not-accompanied', 'do-not-contact', 'already-there', 'too-many', 'excluded', 'full',
    'representative-needed', 'alike', 'no-ground', 'nothing-to-tell', 'plan-closed'));
