-- What a territory decided about instruments, for each organisation: enabled or not, why and who answers for it; the words an
-- operator is licensed for; working translations accepted for published figures; who is trained for an official form.
-- Decisions are added, never changed: the newest one counts.

create table instrument_decision (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  instrument text not null check (char_length(instrument) <= 40),
  -- place in the decisions of its instrument, without a gap: two at once cannot take the same
  position integer not null check (position > 0),
  is_enabled boolean not null,
  -- intended purpose, written down (EU 2017/745, rule 11); null where the instrument needs none
  purpose text check (char_length(purpose) between 20 and 2000),
  answerable_id uuid,
  decided_at timestamptz not null,
  decided_by uuid,
  primary key (tenant_id, controller_id, id),
  unique (tenant_id, controller_id, instrument, position),
  foreign key (tenant_id, controller_id) references controller (tenant_id, id),
  check ((purpose is null) = (answerable_id is null))
);

create table trained_person (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  instrument text not null check (char_length(instrument) <= 40),
  account_id uuid not null,
  trained_on date not null,
  -- who gave the training, in words
  training text not null check (char_length(training) between 1 and 200),
  recorded_at timestamptz not null,
  recorded_by uuid,
  until timestamptz,
  ended_by uuid,
  primary key (tenant_id, controller_id, id),
  foreign key (tenant_id, controller_id) references controller (tenant_id, id)
);
create unique index trained_person_in_force on trained_person (tenant_id, controller_id, instrument, account_id) where until is null;

-- Words of an instrument that the operator of the territory is licensed for. Of the whole territory, no personal data.
create table operator_text (
  tenant_id uuid not null references territory (id),
  id uuid not null,
  instrument text not null check (char_length(instrument) <= 40),
  language text not null check (language ~ '^[a-z]{2,3}$'),
  wording text not null check (char_length(wording) between 1 and 60),
  licence text not null,
  content jsonb not null,
  loaded_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, instrument, wording)
);

-- A working translation accepted, or not accepted any more, for the published figures of the territory, with the reason.
create table wording_decision (
  tenant_id uuid not null references territory (id),
  id uuid not null,
  instrument text not null check (char_length(instrument) <= 40),
  wording text not null check (char_length(wording) between 1 and 60),
  position integer not null check (position > 0),
  is_accepted boolean not null,
  reason text not null check (char_length(reason) between 20 and 2000),
  decided_at timestamptz not null,
  decided_by uuid,
  primary key (tenant_id, id),
  unique (tenant_id, instrument, wording, position)
);

do $$
declare
  name text;
begin
  foreach name in array array['instrument_decision', 'trained_person']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy %I on %I as restrictive using (tenant_id = (select nullif(current_setting(''tisser.tenant'', true), '''')::uuid))', name || '_tenant', name);
    execute format('create policy %I on %I using (controller_id = any ((select string_to_array(nullif(current_setting(''tisser.controllers'', true), ''''), '',''))::uuid[]))', name || '_controller', name);
    execute format('grant select, insert on %I to tisser_app', name);
  end loop;
  foreach name in array array['operator_text', 'wording_decision']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy %I on %I using (tenant_id = (select nullif(current_setting(''tisser.tenant'', true), '''')::uuid))', name || '_tenant', name);
    execute format('grant select, insert on %I to tisser_app', name);
  end loop;
end
$$;
grant update (until, ended_by) on trained_person to tisser_app;
