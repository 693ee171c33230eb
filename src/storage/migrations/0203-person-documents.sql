-- Documents of a person's file, sealed in parts with its key: gone with the person. Removed, what is in it and its words go, and the
-- line stays with who, when and why (decision 0136).
create table person_document (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  kind text not null check (kind in ('letter', 'decision', 'help-plan', 'report', 'signed-form', 'picture', 'other')),
  -- the day that it bears, or on which it was received
  day date not null,
  media_type text not null check (media_type in ('image/jpeg', 'image/png', 'image/webp', 'application/pdf')),
  -- of what is kept, in bytes: without what tells of the place and the telephone
  size integer not null check (size between 1 and 8000000),
  -- SHA-256 of what is kept, in hexadecimal
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  -- sealed; null where nothing was written
  label bytea,
  brought_at timestamptz not null,
  brought_by uuid not null,
  removed_at timestamptz,
  removed_by uuid,
  removal text check (removal in ('by-mistake', 'not-needed', 'person-asked', 'replaced')),
  primary key (tenant_id, controller_id, id),
  check ((removed_at is null) = (removal is null)),
  check (removed_at is null or label is null),
  foreign key (tenant_id, controller_id, person_id) references person (tenant_id, controller_id, id) on delete cascade
);
create index person_document_person on person_document (tenant_id, controller_id, person_id, day);

create table person_document_part (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  document_id uuid not null,
  position integer not null check (position between 1 and 200),
  content bytea not null,
  primary key (tenant_id, controller_id, id),
  unique (tenant_id, controller_id, document_id, position),
  foreign key (tenant_id, controller_id, document_id) references person_document (tenant_id, controller_id, id) on delete cascade
);

alter table person_document enable row level security;
alter table person_document force row level security;
alter table person_document_part enable row level security;
alter table person_document_part force row level security;
create policy person_document_tenant on person_document as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy person_document_controller on person_document
  using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ',')::uuid[])::uuid[]));
create policy person_document_own_case on person_document as restrictive for select using (
  (select coalesce(current_setting('tisser.own_cases_in', true), '') = '')
  or controller_id <> all ((select string_to_array(current_setting('tisser.own_cases_in', true), ',')::uuid[])::uuid[])
  or (controller_id, person_id) in (select o.controller_id, o.person_id from own_cases() o));
create policy person_document_part_tenant on person_document_part as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy person_document_part_controller on person_document_part
  using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ',')::uuid[])::uuid[]));
-- a part is seen by whom its document is
create policy person_document_part_own_case on person_document_part as restrictive for select using (exists (
  select from person_document d
  where d.tenant_id = person_document_part.tenant_id and d.controller_id = person_document_part.controller_id
    and d.id = person_document_part.document_id));
grant select, insert, update (person_id, label, removed_at, removed_by, removal) on person_document to tisser_app;
grant select, insert, delete, update (content) on person_document_part to tisser_app;
