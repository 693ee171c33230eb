-- Moments offered for a meeting, of which the person chooses one (spec/pathway.md §4.3, accepted → contacted). The place may tell of the
-- person: it is sealed with the key of the file and goes with it. What ended stays as a trace of days alone.
create table offered_moment (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  referral_id uuid not null,
  status text not null check (status in ('offered', 'chosen', 'ended')),
  starts_at timestamptz not null,
  ends_at timestamptz,
  is_by_phone boolean not null,
  -- sealed; null for a call, and once it ended
  place bytea,
  offered_at timestamptz not null,
  offered_by text not null check (offered_by in ('receiver', 'worker')),
  chosen_at timestamptz,
  ended_at timestamptz,
  primary key (tenant_id, controller_id, id),
  check (ends_at > starts_at),
  check (is_by_phone = (place is null) or status = 'ended'),
  check (status <> 'chosen' or chosen_at is not null),
  check ((status = 'ended') = (ended_at is not null)),
  foreign key (tenant_id, controller_id, person_id) references person (tenant_id, controller_id, id) on delete cascade,
  foreign key (tenant_id, controller_id, referral_id) references referral (tenant_id, controller_id, id) on delete cascade
);
-- one is chosen of a referral, and no moment is offered twice
create unique index offered_moment_chosen on offered_moment (tenant_id, controller_id, referral_id) where status = 'chosen';
create unique index offered_moment_offered on offered_moment (tenant_id, controller_id, referral_id, starts_at)
  where status = 'offered';
create index offered_moment_referral on offered_moment (tenant_id, controller_id, referral_id);
create index offered_moment_person on offered_moment (tenant_id, controller_id, person_id);

alter table offered_moment enable row level security;
alter table offered_moment force row level security;
create policy offered_moment_tenant on offered_moment as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy offered_moment_controller on offered_moment
  using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ',')::uuid[])::uuid[]));
create policy offered_moment_own_case on offered_moment as restrictive for select using (
  (select coalesce(current_setting('tisser.own_cases_in', true), '') = '')
  or controller_id <> all ((select string_to_array(current_setting('tisser.own_cases_in', true), ',')::uuid[])::uuid[])
  or (controller_id, person_id) in (select o.controller_id, o.person_id from own_cases() o));
grant select, insert, update (person_id, status, place, chosen_at, ended_at) on offered_moment to tisser_app;

-- What the queue says of them, until the next act of anybody: nobody chose in time, none suits, or no message could tell the person.
alter table referral add column moments_past_at timestamptz;
alter table referral add column moments_unsuited_at timestamptz;
alter table referral add column moments_to_tell_at timestamptz;
