-- The picture of a paper on which a person agreed, sealed in parts with the key of the file: gone with the person. When the
-- agreement is taken back the picture goes and the line stays, as the least proof that there was one (decision 0120).
create table consent_paper (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  agreement_id uuid not null,
  media_type text not null check (media_type in ('image/jpeg', 'image/png', 'image/webp', 'application/pdf')),
  -- of what is kept, in bytes: without what tells of the place and the telephone
  size integer not null check (size between 1 and 8000000),
  -- SHA-256 of what is kept, in hexadecimal: brought twice, it is one paper
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  received_at timestamptz not null,
  received_by uuid,
  -- when the picture went because the agreement was taken back; null while it is there
  forgotten_at timestamptz,
  primary key (tenant_id, controller_id, id),
  unique (tenant_id, controller_id, agreement_id, digest),
  foreign key (tenant_id, controller_id, person_id) references person (tenant_id, controller_id, id) on delete cascade,
  foreign key (tenant_id, controller_id, agreement_id) references sharing_agreement (tenant_id, controller_id, id) on delete cascade
);
create index consent_paper_person on consent_paper (tenant_id, controller_id, person_id);

create table consent_paper_part (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  paper_id uuid not null,
  position integer not null check (position between 1 and 200),
  content bytea not null,
  primary key (tenant_id, controller_id, id),
  unique (tenant_id, controller_id, paper_id, position),
  foreign key (tenant_id, controller_id, paper_id) references consent_paper (tenant_id, controller_id, id) on delete cascade
);

alter table consent_paper enable row level security;
alter table consent_paper force row level security;
alter table consent_paper_part enable row level security;
alter table consent_paper_part force row level security;
create policy consent_paper_tenant on consent_paper as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy consent_paper_controller on consent_paper
  using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ',')::uuid[])::uuid[]));
create policy consent_paper_own_case on consent_paper as restrictive for select using (
  (select coalesce(current_setting('tisser.own_cases_in', true), '') = '')
  or controller_id <> all ((select string_to_array(current_setting('tisser.own_cases_in', true), ',')::uuid[])::uuid[])
  or (controller_id, person_id) in (select o.controller_id, o.person_id from own_cases() o));
create policy consent_paper_part_tenant on consent_paper_part as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy consent_paper_part_controller on consent_paper_part
  using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ',')::uuid[])::uuid[]));
-- a part is seen by whom its paper is
create policy consent_paper_part_own_case on consent_paper_part as restrictive for select using (exists (
  select from consent_paper p
  where p.tenant_id = consent_paper_part.tenant_id and p.controller_id = consent_paper_part.controller_id
    and p.id = consent_paper_part.paper_id));
grant select, insert, update on consent_paper to tisser_app;
grant select, insert, update, delete on consent_paper_part to tisser_app;
