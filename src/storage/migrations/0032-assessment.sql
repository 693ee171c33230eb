-- Questions under way: begun together, interrupted, gone on with, or visibly abandoned; and answers brought on paper, typed
-- twice. What was answered so far is sealed with the person's key.

create table assessment (
  tenant_id uuid not null,
  controller_id uuid not null,
  -- becomes the id of the answers
  id uuid not null,
  person_id uuid not null,
  instrument text not null,
  language text not null,
  mode text not null check (mode in ('self', 'in-person', 'telephone', 'paper')),
  status text not null default 'open' check (status in ('open', 'done', 'abandoned')),
  version integer not null default 1 check (version > 0),
  started_at timestamptz not null,
  started_by uuid,
  changed_at timestamptz not null,
  -- whether somebody else was on call when it was begun
  was_covered boolean not null,
  ended_at timestamptz,
  ended_by uuid,
  -- answers so far and the note; forgotten when it is abandoned, kept as the first reading of a paper form
  content bytea,
  primary key (tenant_id, controller_id, id),
  foreign key (tenant_id, controller_id, person_id) references person (tenant_id, controller_id, id) on delete cascade,
  check ((status = 'open') = (ended_at is null)),
  check (status <> 'open' or content is not null)
);
-- two devices never answer the same questions of the same person without knowing of each other
create unique index assessment_open on assessment (tenant_id, controller_id, person_id, instrument) where status = 'open';
create index assessment_person on assessment (tenant_id, controller_id, person_id, changed_at);

alter table assessment enable row level security;
alter table assessment force row level security;
create policy assessment_tenant on assessment as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy assessment_controller on assessment
  using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ','))::uuid[]));
grant select, insert on assessment to tisser_app;
grant update (language, mode, status, version, changed_at, ended_at, ended_by, content) on assessment to tisser_app;

-- Answers brought on paper; a note beside the answers, sealed.
alter table questionnaire_response drop constraint questionnaire_response_mode_check;
alter table questionnaire_response add constraint questionnaire_response_mode_check
  check (mode in ('self', 'in-person', 'telephone', 'paper'));
alter table questionnaire_response add column note bytea;
