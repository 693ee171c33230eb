-- Who accompanies a person. Whoever refers or meets people outside (GP, home help, mobile unit) sees these files alone, not all
-- of the organisation (spec/pathway.md §4.4: "own cases"); who hands a file over reads it for thirty days more.

create table companion (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  account_id uuid not null,
  since timestamptz not null,
  added_by uuid,
  -- since when somebody else accompanies in their place: from then on they read only, until a timer takes the row away
  ended_at timestamptz,
  primary key (tenant_id, controller_id, id),
  unique (tenant_id, controller_id, person_id, account_id),
  -- written before the file itself, so that whoever opens a file sees it
  foreign key (tenant_id, controller_id, person_id) references person (tenant_id, controller_id, id)
    on delete cascade deferrable initially deferred
);
create index companion_account on companion (tenant_id, controller_id, account_id);

alter table companion enable row level security;
alter table companion force row level security;
create policy companion_tenant on companion as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy companion_controller on companion
  using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ','))::uuid[]));
grant select, insert, update, delete on companion to tisser_app;

-- Files there were already: whoever opened one, owns a referral in it, asked or drew something accompanies the person.
do $$
declare
  name text;
  sources constant text[] := array['person', 'referral', 'questionnaire_response', 'network_map'];
begin
  foreach name in array sources || array['companion'] loop
    execute format('alter table %I no force row level security', name);
  end loop;
  insert into companion (tenant_id, controller_id, id, person_id, account_id, since)
  select tenant_id, controller_id, md5(person_id::text || account_id::text || controller_id::text)::uuid, person_id,
    account_id, min(since)
  from (
    select tenant_id, controller_id, id as person_id, opened_by as account_id, opened_at as since from person
    union all select tenant_id, controller_id, person_id, owner_id, created_at from referral
    union all select tenant_id, controller_id, person_id, asked_by, recorded_at from questionnaire_response
    union all select tenant_id, controller_id, person_id, recorded_by, recorded_at from network_map
  ) acts
  where account_id is not null
  group by tenant_id, controller_id, person_id, account_id;
  -- what waits for the end of the transaction would forbid to change the tables
  set constraints all immediate;
  foreach name in array sources || array['companion'] loop
    execute format('alter table %I force row level security', name);
  end loop;
end
$$;

-- Where somebody sees their own cases alone (tisser.own_cases_in, set for each transaction), a file is there if they accompany
-- the person, or while an alert about the person waits and they are on call. What was handed over is there for reading.
create policy person_own_case on person as restrictive for select using (
  coalesce(controller_id <> all ((select string_to_array(nullif(current_setting('tisser.own_cases_in', true), ''), ','))::uuid[]), true)
  or exists (
    select from companion c
    where c.tenant_id = person.tenant_id and c.controller_id = person.controller_id and c.person_id = person.id
      and c.account_id = (select nullif(current_setting('tisser.actor', true), '')::uuid)
      and (c.ended_at is null or (select current_setting('tisser.reads', true)) = 'on')
  )
  or exists (
    select from risk_alert a
    join on_call_duty d on d.tenant_id = a.tenant_id and d.controller_id = a.controller_id and d.until is null
    where a.tenant_id = person.tenant_id and a.controller_id = person.controller_id and a.person_id = person.id
      and a.acknowledged_at is null
      and d.account_id = (select nullif(current_setting('tisser.actor', true), '')::uuid)
  )
);

do $$
declare
  name text;
begin
  foreach name in array array['person_token', 'person_need', 'questionnaire_response', 'assessment', 'network_map',
    'reassessment', 'plan_item', 'sharing_agreement', 'referral', 'message']
  loop
    execute format('create policy %I on %I as restrictive for select using (
      coalesce(controller_id <> all ((select string_to_array(nullif(current_setting(''tisser.own_cases_in'', true), ''''), '',''))::uuid[]), true)
      or exists (select from person p where p.tenant_id = %I.tenant_id and p.controller_id = %I.controller_id and p.id = %I.person_id))',
      name || '_own_case', name, name, name, name);
  end loop;
end
$$;

-- An alert is told to those who accompany the person and to whoever is on call; no policy here asks for the file, which asks for it.
create policy risk_alert_own_case on risk_alert as restrictive for select using (
  coalesce(controller_id <> all ((select string_to_array(nullif(current_setting('tisser.own_cases_in', true), ''), ','))::uuid[]), true)
  or exists (
    select from companion c
    where c.tenant_id = risk_alert.tenant_id and c.controller_id = risk_alert.controller_id
      and c.person_id = risk_alert.person_id
      and c.account_id = (select nullif(current_setting('tisser.actor', true), '')::uuid)
  )
  or exists (
    select from on_call_duty d
    where d.tenant_id = risk_alert.tenant_id and d.controller_id = risk_alert.controller_id and d.until is null
      and d.account_id = (select nullif(current_setting('tisser.actor', true), '')::uuid)
  )
);
