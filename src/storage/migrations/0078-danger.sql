-- What somebody passed on, or whom they contacted, without the person's agreement because of a danger; and what a second person
-- said of it (spec/legal.md, "Acting in danger"). Words are sealed with the key of the file; codes and times are in clear.

create table danger_act (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  ground text not null check (ground in ('vital-emergency', 'child-in-danger', 'vulnerable-adult-abuse', 'legal-order')),
  deed text not null check (deed in ('shared', 'contacted')),
  -- what was told of the person; none where somebody was only contacted
  items text[] not null default '{}',
  -- whether the person had asked that nobody contacts them
  despite_silence boolean not null,
  acted_by uuid not null,
  acted_at timestamptz not null,
  recorded_at timestamptz not null,
  -- the second person named for the review; null where nobody else was there
  reviewer_id uuid,
  review_due_at timestamptz not null,
  -- how often the review was asked for: at once, after 12 hours, after 24, then each day
  steps integer not null default 0 check (steps >= 0),
  -- why the person is not told yet, and the day on which that is looked at again
  telling_reason text check (telling_reason in ('would-endanger', 'cannot-be-reached', 'cannot-understand-now')),
  telling_on date,
  told_at timestamptz,
  told_by uuid,
  reviewed_at timestamptz,
  reviewed_by uuid,
  verdict text check (verdict in ('justified', 'excessive', 'unjustified')),
  follow_ups text[] not null default '{}',
  version integer not null default 1 check (version > 0),
  -- to whom, why, and what was said
  content bytea not null,
  -- the words of the review
  review bytea,
  primary key (tenant_id, controller_id, id),
  foreign key (tenant_id, controller_id, person_id) references person (tenant_id, controller_id, id) on delete cascade,
  check (deed <> 'shared' or cardinality(items) > 0),
  check ((reviewed_at is null) = (reviewed_by is null)),
  check ((reviewed_at is null) = (verdict is null)),
  check (reviewed_by is null or reviewed_by <> acted_by),
  check (reviewer_id is null or reviewer_id <> acted_by),
  check ((told_at is null) = (told_by is null)),
  -- either the person was told, or it says why not and when one looks again
  check (told_at is not null or (telling_reason is not null and telling_on is not null))
);
create index danger_act_person on danger_act (tenant_id, controller_id, person_id);
create index danger_act_open on danger_act (tenant_id, controller_id, review_due_at) where reviewed_at is null;
create index danger_act_untold on danger_act (tenant_id, controller_id, telling_on) where told_at is null;

-- A message without content to somebody who may review; address and words are made when it goes.
create table danger_notice (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  act_id uuid not null,
  account_id uuid not null,
  step integer not null check (step > 0),
  status text not null default 'waiting' check (status in ('waiting', 'sent', 'withheld', 'failed')),
  made_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, controller_id, id),
  unique (tenant_id, controller_id, act_id, account_id, step),
  foreign key (tenant_id, controller_id, act_id) references danger_act (tenant_id, controller_id, id) on delete cascade
);

do $$
declare
  name text;
begin
  foreach name in array array['danger_act', 'danger_notice']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy %I on %I as restrictive using (tenant_id = (select nullif(current_setting(''tisser.tenant'', true), '''')::uuid))', name || '_tenant', name);
    execute format('create policy %I on %I using (controller_id = any ((select string_to_array(nullif(current_setting(''tisser.controllers'', true), ''''), '',''))::uuid[]))', name || '_controller', name);
    execute format('grant select, insert on %I to tisser_app', name);
  end loop;
end
$$;
create policy danger_act_own_case on danger_act as restrictive for select using (
  coalesce(controller_id <> all ((select string_to_array(nullif(current_setting('tisser.own_cases_in', true), ''), ','))::uuid[]), true)
  or exists (select from person p where p.tenant_id = danger_act.tenant_id and p.controller_id = danger_act.controller_id and p.id = danger_act.person_id)
);
-- nobody takes an act away or changes what was done: what may change is the review, how far it was asked for, and the telling
grant update (steps, telling_reason, telling_on, told_at, told_by, reviewed_at, reviewed_by, verdict, follow_ups, version, review)
  on danger_act to tisser_app;
-- of two files of one person, what is in one moves to the other and is sealed with its key
grant update (person_id, content) on danger_act to tisser_app;
grant update (status, ended_at) on danger_notice to tisser_app;
