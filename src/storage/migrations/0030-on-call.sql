-- Who answers when an answer tells of suicidal risk, and what became of each alert. Names and addresses of those on call are
-- in auth alone: here are their account ids, and the number they gave for it.

-- When an organisation asks questions that may tell of suicidal risk.
create table on_call (
  tenant_id uuid not null,
  controller_id uuid not null,
  -- OSM opening_hours
  asking_hours text not null check (char_length(asking_hours) between 1 and 500),
  version integer not null default 1 check (version > 0),
  changed_at timestamptz not null,
  changed_by uuid,
  primary key (tenant_id, controller_id),
  foreign key (tenant_id, controller_id) references controller (tenant_id, id)
);

-- A named person and the hours in which an alert reaches them; ended rows stay, so that one sees who was on call.
create table on_call_duty (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  -- OSM opening_hours
  hours text not null check (char_length(hours) between 1 and 500),
  -- called first, or with the others after a while
  turn integer not null check (turn between 1 and 9),
  -- E.164 number for a message without content; null: e-mail only
  phone text check (phone ~ '^\+[1-9][0-9]{5,14}$'),
  since timestamptz not null,
  added_by uuid,
  until timestamptz,
  ended_by uuid,
  primary key (tenant_id, controller_id, id),
  foreign key (tenant_id, controller_id) references controller (tenant_id, id)
);
create index on_call_duty_in_force on on_call_duty (tenant_id, controller_id) where until is null;

-- One for each set of answers that tells of risk. Correcting the answers leaves it as it is.
create table risk_alert (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  -- the answers, or the assessment that is still under way and becomes them under the same id
  screening_id uuid not null,
  instrument text not null,
  -- level of the pathway: 2 risk, 3 immediate danger
  level integer not null check (level in (2, 3)),
  -- who asked; never the one who acknowledges
  asked_by uuid,
  asked_at timestamptz not null,
  raised_at timestamptz not null,
  -- whether somebody else was on call at that moment
  was_covered boolean not null,
  -- steps of telling that were taken: 1 at once, 2 after 15 minutes, 3 after 60, then each hour
  steps integer not null default 0 check (steps >= 0),
  acknowledged_at timestamptz,
  acknowledged_by uuid,
  version integer not null default 1 check (version > 0),
  primary key (tenant_id, controller_id, id),
  unique (tenant_id, controller_id, screening_id),
  foreign key (tenant_id, controller_id, person_id) references person (tenant_id, controller_id, id) on delete cascade,
  check ((acknowledged_at is null) = (acknowledged_by is null)),
  check (acknowledged_by is null or asked_by is null or acknowledged_by <> asked_by)
);
create index risk_alert_person on risk_alert (tenant_id, controller_id, person_id);
create index risk_alert_open on risk_alert (tenant_id, controller_id, raised_at) where acknowledged_at is null;

-- What was done at once, and how it was taken over; never changed.
create table risk_alert_event (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  alert_id uuid not null,
  at timestamptz not null,
  by_id uuid,
  kind text not null check (kind in ('raised', 'told', 'noted', 'acknowledged')),
  -- of 'told': which step, and how many people
  step integer,
  people integer,
  words bytea,
  primary key (tenant_id, controller_id, id),
  foreign key (tenant_id, controller_id, alert_id) references risk_alert (tenant_id, controller_id, id) on delete cascade
);
create index risk_alert_event_alert on risk_alert_event (tenant_id, controller_id, alert_id, at, id);

-- A message without content to one named person; address and words are made when it goes.
create table risk_notice (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  alert_id uuid not null,
  account_id uuid not null,
  step integer not null check (step > 0),
  channel text not null check (channel in ('email', 'sms')),
  status text not null default 'waiting' check (status in ('waiting', 'sent', 'withheld', 'failed')),
  made_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, controller_id, id),
  -- the same step never tells the same person twice by the same way
  unique (tenant_id, controller_id, alert_id, account_id, step, channel),
  foreign key (tenant_id, controller_id, alert_id) references risk_alert (tenant_id, controller_id, id) on delete cascade
);

do $$
declare
  name text;
begin
  foreach name in array array['on_call', 'on_call_duty', 'risk_alert', 'risk_alert_event', 'risk_notice']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy %I on %I as restrictive using (tenant_id = (select nullif(current_setting(''tisser.tenant'', true), '''')::uuid))', name || '_tenant', name);
    execute format('create policy %I on %I using (controller_id = any ((select string_to_array(nullif(current_setting(''tisser.controllers'', true), ''''), '',''))::uuid[]))', name || '_controller', name);
    execute format('grant select, insert on %I to tisser_app', name);
  end loop;
end
$$;
grant update (asking_hours, version, changed_at, changed_by) on on_call to tisser_app;
grant update (until, ended_by) on on_call_duty to tisser_app;
-- nobody takes an alert away: what may change is how far it was told, and who took it over
grant update (steps, acknowledged_at, acknowledged_by, version) on risk_alert to tisser_app;
grant update (status, ended_at) on risk_notice to tisser_app;

-- When a timer was set: where the clock went back since, its delay begins anew instead of lasting for years.
alter table timer_due add column set_at timestamptz;
