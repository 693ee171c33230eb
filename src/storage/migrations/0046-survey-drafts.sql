-- A file of microdata that an analyst brought, and the codebook that is being made for it. The file itself lies in the
-- folder of data, never in the database; here is what is said of it, and no answer of anybody.
create table survey_draft (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  version integer not null default 1 check (version > 0),
  file_name text not null check (char_length(file_name) between 1 and 200),
  format text not null check (format in ('csv', 'parquet')),
  size_bytes bigint not null check (size_bytes > 0),
  -- null until the file was read
  draft jsonb,
  created_by uuid,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant_id, controller_id, id),
  foreign key (tenant_id, controller_id) references controller (tenant_id, id)
);
create index survey_draft_recent on survey_draft (tenant_id, controller_id, changed_at desc);

alter table survey_draft enable row level security;
alter table survey_draft force row level security;
create policy survey_draft_tenant on survey_draft as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy survey_draft_controller on survey_draft
  using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ','))::uuid[]));

grant select, insert, update, delete on survey_draft to tisser_app;
