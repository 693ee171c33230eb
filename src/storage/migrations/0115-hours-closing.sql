-- A month of hours of social connection is closed for a service: what was counted is frozen with its digest, its minutes are no
-- longer changed, and what turns out to be otherwise is a correction with a date of its own that the next statement shows.

-- No personal data: digests of lines hold a random id each, so that nothing can be guessed from them once a line is erased.
create table hours_closing (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  provider_id uuid not null,
  month text not null check (month ~ '^20[0-9]{2}-(0[1-9]|1[0-2])$'),
  -- how many times this month was closed for this service, this time included
  position integer not null check (position > 0),
  closed_at timestamptz not null,
  closed_by uuid,
  line_digests text[] not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  reopened_at timestamptz,
  reopened_by uuid,
  reopen_reason text check (reopen_reason in ('too-early', 'late-table', 'department-asked', 'error')),
  version integer not null default 1 check (version > 0),
  primary key (tenant_id, controller_id, id),
  unique (tenant_id, controller_id, provider_id, month, position),
  check ((reopened_at is null) = (reopen_reason is null)),
  foreign key (tenant_id, controller_id, provider_id) references hours_provider (tenant_id, controller_id, id)
);
create unique index hours_closing_in_force on hours_closing (tenant_id, controller_id, provider_id, month)
  where reopened_at is null;

create table hours_closing_line (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  closing_id uuid not null,
  person_id uuid not null,
  -- names, plan, minutes and corrections as they were counted
  content bytea not null,
  primary key (tenant_id, controller_id, id),
  foreign key (tenant_id, controller_id, closing_id) references hours_closing (tenant_id, controller_id, id),
  foreign key (tenant_id, controller_id, person_id) references person (tenant_id, controller_id, id) on delete cascade
);
create index hours_closing_line_closing on hours_closing_line (tenant_id, controller_id, closing_id);
create index hours_closing_line_person on hours_closing_line (tenant_id, controller_id, person_id);

create table hours_correction (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  provider_id uuid not null,
  -- the minutes corrected; an id of its own for a visit that nobody had noted
  entry_id uuid not null,
  -- first, second… correction of these minutes
  position integer not null check (position > 0),
  on_day date not null,
  minutes integer not null check (minutes between 1 and 540),
  status text not null check (status in ('planned', 'done', 'refused', 'not-used')),
  activity text not null check (activity in ('creative', 'games', 'sharing', 'well-being', 'outdoors', 'culture')),
  -- what was counted before; null for a visit that nobody had noted
  minutes_before integer check (minutes_before between 1 and 540),
  status_before text check (status_before in ('planned', 'done', 'refused', 'not-used')),
  cause text not null check (cause in ('mistyped', 'forgotten', 'noted-twice', 'other')),
  recorded_at timestamptz not null,
  recorded_by uuid,
  -- the statement that shows it; null: the next one will
  stated_in uuid,
  primary key (tenant_id, controller_id, id),
  unique (tenant_id, controller_id, entry_id, position),
  check ((minutes_before is null) = (status_before is null)),
  foreign key (tenant_id, controller_id, person_id) references person (tenant_id, controller_id, id) on delete cascade,
  foreign key (tenant_id, controller_id, provider_id) references hours_provider (tenant_id, controller_id, id),
  foreign key (tenant_id, controller_id, stated_in) references hours_closing (tenant_id, controller_id, id)
);
create index hours_correction_person on hours_correction (tenant_id, controller_id, person_id);
create index hours_correction_provider on hours_correction (tenant_id, controller_id, provider_id, on_day);

do $$
declare
  name text;
begin
  foreach name in array array['hours_closing', 'hours_closing_line', 'hours_correction']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy %I on %I as restrictive using (tenant_id = (select nullif(current_setting(''tisser.tenant'', true), '''')::uuid))', name || '_tenant', name);
    execute format($policy$create policy %I on %I
      using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ',')::uuid[])::uuid[]))$policy$,
      name || '_controller', name);
    execute format('grant select, insert, update on %I to tisser_app', name);
  end loop;
  foreach name in array array['hours_closing_line', 'hours_correction']
  loop
    execute format('grant delete on %I to tisser_app', name);
    execute format($policy$create policy %I on %I as restrictive for select
      using ((select coalesce(current_setting('tisser.own_cases_in', true), '') = '')
        or controller_id <> all ((select string_to_array(current_setting('tisser.own_cases_in', true), ',')::uuid[])::uuid[])
        or (controller_id, person_id) in (select o.controller_id, o.person_id from own_cases() o))$policy$,
      name || '_own_case', name);
  end loop;
end
$$;
