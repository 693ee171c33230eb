-- The person's own page: a link without account to their plan and referrals. How the link is sent is sealed; that they ask to be
-- called waits in the queue of whoever accompanies them.

create table own_page (
  tenant_id uuid not null,
  controller_id uuid not null,
  person_id uuid not null,
  version integer not null default 1 check (version > 0),
  sent_at timestamptz not null,
  call_asked_at timestamptz,
  -- channel, agreed name and number to call back of the link that was sent
  invitation bytea not null,
  primary key (tenant_id, controller_id, person_id),
  foreign key (tenant_id, controller_id, person_id) references person (tenant_id, controller_id, id) on delete cascade
);
create index own_page_call on own_page (tenant_id, controller_id, call_asked_at) where call_asked_at is not null;

alter table own_page enable row level security;
alter table own_page force row level security;
create policy own_page_tenant on own_page as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy own_page_controller on own_page
  using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ','))::uuid[]));
create policy own_page_own_case on own_page as restrictive for select using (
  coalesce(controller_id <> all ((select string_to_array(nullif(current_setting('tisser.own_cases_in', true), ''), ','))::uuid[]), true)
  or exists (select from person p where p.tenant_id = own_page.tenant_id and p.controller_id = own_page.controller_id and p.id = own_page.person_id)
);
grant select, insert, update, delete on own_page to tisser_app;

-- A link leads to a referral, to questions, or to the person's own page. Row security is lifted for the checking of the new key.
alter table answer_link no force row level security;
alter table person no force row level security;
alter table answer_link
  add column own_person_id uuid,
  drop constraint answer_link_about,
  add constraint answer_link_about check (num_nonnulls(referral_id, reassessment_id, own_person_id) = 1),
  add constraint answer_link_own_person foreign key (tenant_id, controller_id, own_person_id)
    references person (tenant_id, controller_id, id) on delete cascade;
create index answer_link_own on answer_link (tenant_id, controller_id, own_person_id);
alter table answer_link force row level security;
alter table person force row level security;
