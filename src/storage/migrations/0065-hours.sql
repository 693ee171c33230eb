-- Hours of social connection (CASF art. D. 232-8-1): the right that a plan of the APA at home gives, and the ledger of what was
-- planned and done. Days, minutes and codes are in clear, under row security; what tells of the person's health, the reference
-- under which a service knows them, and what was noticed are sealed.

-- Whether a departement applies the hours: a fact of the whole territory. No personal data.
create table hours_department (
  tenant_id uuid not null references territory (id),
  department text not null check (department ~ '^[0-9][0-9AB][0-9]?$'),
  is_applied boolean not null,
  -- months in which unused minutes may still be taken; 0: not at all
  carry_over_months smallint not null default 0 check (carry_over_months between 0 and 5),
  version integer not null default 1 check (version > 0),
  changed_at timestamptz not null,
  changed_by uuid,
  primary key (tenant_id, department)
);

-- Services that give the hours. No personal data.
create table hours_provider (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  name text not null check (char_length(name) between 1 and 200),
  added_at timestamptz not null,
  added_by uuid,
  primary key (tenant_id, controller_id, id),
  unique (tenant_id, controller_id, name),
  foreign key (tenant_id, controller_id) references controller (tenant_id, id)
);

create table hours_right (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  department text not null check (department ~ '^[0-9][0-9AB][0-9]?$'),
  -- the person may refuse what the team proposes
  decision text not null check (decision in ('accepted', 'refused')),
  valid_from date not null,
  valid_until date check (valid_until >= valid_from),
  -- agreed in the plan; nine hours at most
  monthly_minutes integer not null check (monthly_minutes between 1 and 540),
  recorded_at timestamptz not null,
  recorded_by uuid,
  version integer not null default 1 check (version > 0),
  -- GIR, number of the plan
  content bytea not null,
  primary key (tenant_id, controller_id, id),
  foreign key (tenant_id, controller_id, person_id) references person (tenant_id, controller_id, id) on delete cascade
);
create index hours_right_person on hours_right (tenant_id, controller_id, person_id, valid_from);

-- The number under which a service knows a person, for its time-keeping.
create table hours_reference (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  provider_id uuid not null,
  recorded_at timestamptz not null,
  content bytea not null,
  primary key (tenant_id, controller_id, id),
  unique (tenant_id, controller_id, person_id, provider_id),
  foreign key (tenant_id, controller_id, person_id) references person (tenant_id, controller_id, id) on delete cascade,
  foreign key (tenant_id, controller_id, provider_id) references hours_provider (tenant_id, controller_id, id)
);
create index hours_reference_provider on hours_reference (tenant_id, controller_id, provider_id);

create table hours_entry (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  provider_id uuid not null,
  on_day date not null,
  minutes integer not null check (minutes between 1 and 540),
  status text not null check (status in ('planned', 'done', 'refused', 'not-used')),
  activity text not null check (activity in ('creative', 'games', 'sharing', 'well-being', 'outdoors', 'culture')),
  source text not null check (source in ('typed', 'imported')),
  recorded_at timestamptz not null,
  recorded_by uuid,
  version integer not null default 1 check (version > 0),
  primary key (tenant_id, controller_id, id),
  foreign key (tenant_id, controller_id, person_id) references person (tenant_id, controller_id, id) on delete cascade,
  foreign key (tenant_id, controller_id, provider_id) references hours_provider (tenant_id, controller_id, id)
);
create index hours_entry_person on hours_entry (tenant_id, controller_id, person_id, on_day);
create index hours_entry_day on hours_entry (tenant_id, controller_id, on_day);

-- Something was noticed during the hours: whoever accompanies offers to talk. It says nothing of the person by itself.
create table talk_invitation (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  noticed_on date not null,
  recorded_at timestamptz not null,
  recorded_by uuid,
  answer text check (answer in ('talked', 'later', 'not-wished')),
  answered_at timestamptz,
  answered_by uuid,
  version integer not null default 1 check (version > 0),
  content bytea not null,
  primary key (tenant_id, controller_id, id),
  check ((answer is null) = (answered_at is null)),
  foreign key (tenant_id, controller_id, person_id) references person (tenant_id, controller_id, id) on delete cascade
);
create index talk_invitation_open on talk_invitation (tenant_id, controller_id, recorded_at) where answer is null;
create index talk_invitation_person on talk_invitation (tenant_id, controller_id, person_id);

-- What became of a file of time-keeping: counts and codes of faults, never a value of it.
create table hours_import (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  provider_id uuid not null,
  is_trial boolean not null,
  imported_at timestamptz not null,
  imported_by uuid,
  row_count integer not null check (row_count >= 0),
  added integer not null check (added >= 0),
  changed integer not null check (changed >= 0),
  unchanged integer not null check (unchanged >= 0),
  faults jsonb not null,
  primary key (tenant_id, controller_id, id),
  foreign key (tenant_id, controller_id, provider_id) references hours_provider (tenant_id, controller_id, id)
);
create index hours_import_newest on hours_import (tenant_id, controller_id, imported_at);

do $$
declare
  name text;
begin
  execute 'alter table hours_department enable row level security';
  execute 'alter table hours_department force row level security';
  execute 'create policy hours_department_tenant on hours_department using (tenant_id = (select nullif(current_setting(''tisser.tenant'', true), '''')::uuid))';
  execute 'grant select, insert, update on hours_department to tisser_app';
  foreach name in array array['hours_provider', 'hours_right', 'hours_reference', 'hours_entry', 'talk_invitation', 'hours_import']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy %I on %I as restrictive using (tenant_id = (select nullif(current_setting(''tisser.tenant'', true), '''')::uuid))', name || '_tenant', name);
    execute format('create policy %I on %I using (controller_id = any ((select string_to_array(nullif(current_setting(''tisser.controllers'', true), ''''), '',''))::uuid[]))', name || '_controller', name);
    execute format('grant select, insert, update, delete on %I to tisser_app', name);
  end loop;
end
$$;
