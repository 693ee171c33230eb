-- Versions of surveys that an organisation brought in: whose they are, so that nobody else works with them. The answers
-- lie as files; a version whose file is not there yet is being made.
create table survey_version (
  tenant_id uuid not null,
  controller_id uuid not null,
  -- id of the survey in its codebook
  survey text not null check (survey ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and char_length(survey) <= 80),
  -- begins the digest of file and codebook
  version text not null check (version ~ '^[0-9a-f]{12}$'),
  draft_id uuid,
  imported_by uuid,
  imported_at timestamptz not null,
  primary key (tenant_id, controller_id, survey, version),
  foreign key (tenant_id, controller_id) references controller (tenant_id, id),
  -- releases are known by the id of their survey: two organisations never bear one id
  constraint survey_version_one_owner exclude using gist (survey with =, controller_id with <>)
);

alter table survey_version enable row level security;
alter table survey_version force row level security;
create policy survey_version_tenant on survey_version as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy survey_version_controller on survey_version
  using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ','))::uuid[]));

grant select, insert, update on survey_version to tisser_app;
