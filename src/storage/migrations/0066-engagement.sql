-- Contact engagements: somebody visits, calls or accompanies a person in a rhythm; and those who do, with what their mission asks
-- of them. Of a check only verdict, kind, days and checker are kept, never the document. Words are sealed.

create table mission_policy (
  tenant_id uuid not null,
  controller_id uuid not null,
  purpose text not null check (purpose in ('visit', 'telephone', 'mentoring', 'peer-support', 'hours')),
  needs_charter boolean not null,
  checks text[] not null,
  trainings text[] not null,
  version integer not null default 1 check (version > 0),
  changed_at timestamptz not null,
  changed_by uuid,
  primary key (tenant_id, controller_id, purpose),
  foreign key (tenant_id, controller_id) references controller (tenant_id, id)
);

create table volunteer (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  status text not null default 'active' check (status in ('active', 'frozen', 'ended')),
  since timestamptz not null,
  enrolled_by uuid,
  charter_signed_on date,
  frozen_at timestamptz,
  frozen_by uuid,
  version integer not null default 1 check (version > 0),
  primary key (tenant_id, controller_id, id),
  unique (tenant_id, controller_id, account_id),
  foreign key (tenant_id, controller_id) references controller (tenant_id, id),
  check ((status = 'frozen') = (frozen_at is not null))
);

create table volunteer_check (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  volunteer_id uuid not null,
  kind text not null check (kind in ('interview', 'references', 'extract-shown', 'honorability')),
  is_fit boolean not null,
  checked_on date not null,
  expires_on date check (expires_on > checked_on),
  checked_by uuid not null,
  recorded_at timestamptz not null,
  primary key (tenant_id, controller_id, id),
  foreign key (tenant_id, controller_id, volunteer_id) references volunteer (tenant_id, controller_id, id) on delete cascade
);
create index volunteer_check_volunteer on volunteer_check (tenant_id, controller_id, volunteer_id, checked_on);

create table volunteer_training (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  volunteer_id uuid not null,
  kind text not null check (kind in ('welcome', 'listening', 'limits', 'safeguarding', 'first-aid')),
  done_on date not null,
  expires_on date check (expires_on > done_on),
  recorded_at timestamptz not null,
  recorded_by uuid,
  primary key (tenant_id, controller_id, id),
  foreign key (tenant_id, controller_id, volunteer_id) references volunteer (tenant_id, controller_id, id) on delete cascade
);
create index volunteer_training_volunteer on volunteer_training (tenant_id, controller_id, volunteer_id);

-- Two who are never proposed to each other, whoever asked for it; no reason is kept.
create table exclusion_pair (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  volunteer_id uuid not null,
  asked_by text not null check (asked_by in ('person', 'volunteer', 'team')),
  noted_at timestamptz not null,
  noted_by uuid,
  primary key (tenant_id, controller_id, id),
  unique (tenant_id, controller_id, person_id, volunteer_id),
  foreign key (tenant_id, controller_id, person_id) references person (tenant_id, controller_id, id) on delete cascade,
  foreign key (tenant_id, controller_id, volunteer_id) references volunteer (tenant_id, controller_id, id) on delete cascade
);
create index exclusion_pair_volunteer on exclusion_pair (tenant_id, controller_id, volunteer_id);

create table engagement (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  purpose text not null check (purpose in ('visit', 'telephone', 'mentoring', 'peer-support', 'hours')),
  pairing text not null check (pairing in ('stable', 'rotating')),
  -- days between two meetings
  rhythm_days smallint not null check (rhythm_days between 1 and 92),
  -- most meetings of a month; null: no cap
  monthly_cap smallint check (monthly_cap between 1 and 31),
  status text not null default 'seeking' check (status in ('seeking', 'running', 'paused', 'ended')),
  created_at timestamptz not null,
  created_by uuid,
  started_on date,
  review_on date not null,
  last_met_on date,
  -- no meeting for twice the rhythm; taken away by a meeting or a review
  missed_since timestamptz,
  ended_at timestamptz,
  end_reason text check (end_reason in ('goal-reached', 'person-wishes', 'volunteer-leaves', 'moved', 'hospital', 'death', 'safety', 'other')),
  version integer not null default 1 check (version > 0),
  -- words for the one who accepted, number through which both call
  content bytea not null,
  primary key (tenant_id, controller_id, id),
  check ((status = 'ended') = (ended_at is not null)),
  check ((status = 'ended') = (end_reason is not null)),
  foreign key (tenant_id, controller_id, person_id) references person (tenant_id, controller_id, id) on delete cascade
);
create index engagement_person on engagement (tenant_id, controller_id, person_id);
create index engagement_open on engagement (tenant_id, controller_id, status) where status <> 'ended';

-- Who was asked, and what they said. A stable pair has one who accepted at most.
create table engagement_party (
  tenant_id uuid not null,
  controller_id uuid not null,
  engagement_id uuid not null,
  volunteer_id uuid not null,
  status text not null check (status in ('proposed', 'accepted', 'declined', 'withdrawn')),
  is_stable boolean not null,
  proposed_at timestamptz not null,
  proposed_by uuid,
  answered_at timestamptz,
  primary key (tenant_id, controller_id, engagement_id, volunteer_id),
  foreign key (tenant_id, controller_id, engagement_id) references engagement (tenant_id, controller_id, id) on delete cascade,
  foreign key (tenant_id, controller_id, volunteer_id) references volunteer (tenant_id, controller_id, id) on delete cascade
);
create unique index engagement_party_stable on engagement_party (tenant_id, controller_id, engagement_id)
  where is_stable and status in ('proposed', 'accepted');
create index engagement_party_volunteer on engagement_party (tenant_id, controller_id, volunteer_id);

create table engagement_meeting (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  engagement_id uuid not null,
  volunteer_id uuid,
  on_day date not null,
  outcome text not null check (outcome in ('met', 'person-absent', 'volunteer-absent', 'put-off')),
  minutes smallint check (minutes between 1 and 600),
  noted_at timestamptz not null,
  noted_by uuid,
  primary key (tenant_id, controller_id, id),
  check ((outcome = 'met') = (minutes is not null)),
  foreign key (tenant_id, controller_id, engagement_id) references engagement (tenant_id, controller_id, id) on delete cascade,
  foreign key (tenant_id, controller_id, volunteer_id) references volunteer (tenant_id, controller_id, id)
);
create index engagement_meeting_day on engagement_meeting (tenant_id, controller_id, engagement_id, on_day);
create index engagement_meeting_volunteer on engagement_meeting (tenant_id, controller_id, volunteer_id, on_day);

-- Somebody without account says that something is wrong with a visit.
create table visit_report (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  engagement_id uuid not null,
  volunteer_id uuid,
  reason text not null check (reason in ('hurt', 'money', 'limits', 'absent', 'other')),
  reported_at timestamptz not null,
  reviewed_at timestamptz,
  reviewed_by uuid,
  finding text check (finding in ('nothing-wrong', 'settled', 'stays-frozen', 'ended')),
  content bytea not null,
  primary key (tenant_id, controller_id, id),
  check ((finding is null) = (reviewed_at is null)),
  foreign key (tenant_id, controller_id, engagement_id) references engagement (tenant_id, controller_id, id) on delete cascade,
  foreign key (tenant_id, controller_id, volunteer_id) references volunteer (tenant_id, controller_id, id)
);
create index visit_report_open on visit_report (tenant_id, controller_id, reported_at) where reviewed_at is null;

-- Where the card of a visit leads: a digest and ids, before a territory is known. No personal data, no row security.
create table visit_card (
  digest bytea primary key,
  tenant_id uuid not null,
  controller_id uuid not null,
  engagement_id uuid not null,
  foreign key (tenant_id, controller_id, engagement_id) references engagement (tenant_id, controller_id, id) on delete cascade
);
create index visit_card_engagement on visit_card (tenant_id, controller_id, engagement_id);
grant select, insert, delete on visit_card to tisser_app;

do $$
declare
  name text;
begin
  foreach name in array array['mission_policy', 'volunteer', 'volunteer_check', 'volunteer_training', 'exclusion_pair',
    'engagement', 'engagement_party', 'engagement_meeting', 'visit_report']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy %I on %I as restrictive using (tenant_id = (select nullif(current_setting(''tisser.tenant'', true), '''')::uuid))', name || '_tenant', name);
    execute format('create policy %I on %I using (controller_id = any ((select string_to_array(nullif(current_setting(''tisser.controllers'', true), ''''), '',''))::uuid[]))', name || '_controller', name);
    execute format('grant select, insert, update, delete on %I to tisser_app', name);
  end loop;
end
$$;
