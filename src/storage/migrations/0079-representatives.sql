-- Who speaks for, or beside, a person: parents of a minor, measures of protection, a trusted person. Names are sealed; the kind, what
-- it extends to and its dates are in clear, because the gate of sharing asks for them.

create table representative (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  kind text not null check (kind in ('parent', 'child-guardian', 'guardian', 'curator', 'family-habilitation', 'trusted-person')),
  -- of a measure: what it says of personal matters, or that it is about property alone
  scope text not null check (scope in ('parental', 'represents', 'assists', 'property', 'consulted')),
  evidence text not null check (evidence in ('judgment-seen', 'family-record-seen', 'written-designation', 'said-only')),
  since date not null,
  -- last day on which it holds; null while none is known
  until date,
  -- when it was ended before that
  ended_at timestamptz,
  ended_by uuid,
  recorded_at timestamptz not null,
  recorded_by uuid,
  content bytea not null,
  primary key (tenant_id, controller_id, id),
  foreign key (tenant_id, controller_id, person_id) references person (tenant_id, controller_id, id) on delete cascade,
  check (until is null or until >= since)
);
create index representative_person on representative (tenant_id, controller_id, person_id);

alter table representative enable row level security;
alter table representative force row level security;
create policy representative_tenant on representative as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy representative_controller on representative
  using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ','))::uuid[]));
create policy representative_own_case on representative as restrictive for select using (
  coalesce(controller_id <> all ((select string_to_array(nullif(current_setting('tisser.own_cases_in', true), ''), ','))::uuid[]), true)
  or exists (select from person p where p.tenant_id = representative.tenant_id and p.controller_id = representative.controller_id and p.id = representative.person_id)
);
grant select, insert on representative to tisser_app;
-- the last two: of two files of one person, what is in one moves to the other and is sealed with its key
grant update (ended_at, ended_by, person_id, content) on representative to tisser_app;

-- Who gave an agreement. What was agreed before stands as the person's own. Row security is lifted for the checking of the key.
alter table sharing_agreement no force row level security;
alter table representative no force row level security;
alter table sharing_agreement
  add column agreed_by text not null default 'person' check (agreed_by in ('person', 'both')),
  add column representative_id uuid,
  add constraint sharing_agreement_both check ((agreed_by = 'both') = (representative_id is not null)),
  add constraint sharing_agreement_representative foreign key (tenant_id, controller_id, representative_id)
    references representative (tenant_id, controller_id, id);
create index sharing_agreement_representative on sharing_agreement (tenant_id, controller_id, representative_id);
alter table sharing_agreement force row level security;
alter table representative force row level security;
