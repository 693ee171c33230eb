-- When a plan is looked at together: the day that is to come, and those that were (issue 6 §3, review dates). A row holds days alone.
create table plan_review (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  status text not null check (status in ('planned', 'done')),
  due_on date not null,
  set_at timestamptz not null,
  set_by uuid,
  done_at timestamptz,
  done_by uuid,
  primary key (tenant_id, controller_id, id),
  check ((done_at is not null) = (status = 'done')),
  foreign key (tenant_id, controller_id, person_id) references person (tenant_id, controller_id, id) on delete cascade
);
-- one day to come for a person
create unique index plan_review_planned on plan_review (tenant_id, controller_id, person_id) where status = 'planned';
create index plan_review_due on plan_review (tenant_id, controller_id, due_on) where status = 'planned';
create index plan_review_person on plan_review (tenant_id, controller_id, person_id, done_at);

alter table plan_review enable row level security;
alter table plan_review force row level security;
create policy plan_review_tenant on plan_review as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy plan_review_controller on plan_review
  using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ',')::uuid[])::uuid[]));
create policy plan_review_own_case on plan_review as restrictive for select using (
  (select coalesce(current_setting('tisser.own_cases_in', true), '') = '')
  or controller_id <> all ((select string_to_array(current_setting('tisser.own_cases_in', true), ',')::uuid[])::uuid[])
  or (controller_id, person_id) in (select o.controller_id, o.person_id from own_cases() o));
grant select, insert, update on plan_review to tisser_app;
