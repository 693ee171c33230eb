-- What an organisation says of itself, on which the ground for sharing is computed (spec/legal.md, four facts): who its people are to
-- the law, why it may hold files, on what ground of art. 9 it holds what tells of health, and which entry of the directory is its own.
create table organisation_facts (
  tenant_id uuid not null,
  controller_id uuid not null,
  standing text not null check (standing in ('care', 'social', 'other')),
  processing_ground text not null
    check (processing_ground in ('public-interest-task', 'consent', 'legal-obligation', 'vital-interest')),
  -- null: nothing that tells of health is held
  special_ground text check (special_ground in ('explicit-consent', 'care-or-social', 'social-protection')),
  -- organisation of the directory to whose offers a referral reaches this one
  organization_id uuid,
  -- the offer by which it named that organisation
  offer_id uuid,
  version integer not null check (version > 0),
  decided_at timestamptz not null,
  decided_by uuid,
  primary key (tenant_id, controller_id),
  foreign key (tenant_id, controller_id) references controller (tenant_id, id),
  check ((organization_id is null) = (offer_id is null))
);
create unique index organisation_facts_entry on organisation_facts (tenant_id, organization_id) where organization_id is not null;

alter table organisation_facts enable row level security;
alter table organisation_facts force row level security;
create policy organisation_facts_tenant on organisation_facts as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
-- whoever refers in the territory must know to whom
create policy organisation_facts_read on organisation_facts for select using (true);
create policy organisation_facts_own on organisation_facts
  using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ',')::uuid[])::uuid[]));
grant select, insert, update on organisation_facts to tisser_app;
