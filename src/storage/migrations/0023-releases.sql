-- Releases of the observatory: everything published of a survey, to the byte. Public, without personal data and without
-- territory, like the directory. Nothing is ever changed or taken away: a later version stands beside an earlier one.
create table survey_release (
  -- the survey and the beginning of the digest
  id text primary key check (id ~ '^[a-z0-9-]{1,120}$'),
  survey text not null,
  -- the collection of answers: releases of one source are audited together
  source text not null,
  version integer not null check (version > 0),
  -- SHA-256 of `content`
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  content text not null,
  released_at timestamptz not null,
  unique (survey, version)
);
create index survey_release_source on survey_release (source);

-- The unweighted numbers behind a release, small ones too: read when a later release is audited, and shown to nobody.
create table survey_release_basis (
  release_id text primary key references survey_release (id),
  basis jsonb not null
);

-- A release that somebody proposes and somebody else publishes or refuses.
create table release_proposal (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  survey text not null,
  -- analyses that it adds to the tables
  shapes jsonb not null,
  note text not null check (char_length(note) between 1 and 1000),
  -- id that the release will have
  release_id text not null check (release_id ~ '^[a-z0-9-]{1,120}$'),
  content text not null,
  basis jsonb not null,
  -- releases against which it was audited
  audited_against text[] not null,
  status text not null default 'proposed' check (status in ('proposed', 'published', 'refused')),
  -- account; null for the operator
  proposed_by uuid,
  proposed_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  decision_note text check (char_length(decision_note) <= 1000),
  primary key (tenant_id, controller_id, id),
  foreign key (tenant_id, controller_id) references controller (tenant_id, id),
  check ((status = 'proposed') = (decided_at is null)),
  -- four eyes: whoever proposed does not publish
  check (status <> 'published' or decided_by is distinct from proposed_by)
);
create index release_proposal_status on release_proposal (tenant_id, controller_id, status, proposed_at);

alter table release_proposal enable row level security;
alter table release_proposal force row level security;
create policy release_proposal_tenant on release_proposal as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy release_proposal_controller on release_proposal
  using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ','))::uuid[]));

grant select, insert on survey_release, survey_release_basis to tisser_app;
grant select, insert, update on release_proposal to tisser_app;
