-- The same questions again: a task for the one who accompanies, or a link to the person's own telephone. Codes and dates are
-- in clear, under row security; how the person is reached for it is sealed.

create table reassessment (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  -- answers with which the new ones will be compared; null for questions sent by link the first time
  base_id uuid,
  instrument text not null,
  -- the same way of asking, so that the two compare
  mode text not null check (mode in ('self', 'in-person', 'telephone', 'paper')),
  step text not null check (step in ('first', 'weeks-12', 'months-6')),
  status text not null default 'planned' check (status in ('planned', 'due', 'sent', 'answered', 'stopped', 'missed')),
  due_at timestamptz not null,
  sent_at timestamptz,
  ended_at timestamptz,
  response_id uuid,
  version integer not null default 1 check (version > 0),
  -- channel, agreed name and number to call back of the link that was sent
  invitation bytea,
  primary key (tenant_id, controller_id, id),
  unique (tenant_id, controller_id, person_id, base_id, step),
  check ((step = 'first') = (base_id is null)),
  check ((status = 'answered') = (response_id is not null)),
  foreign key (tenant_id, controller_id, person_id) references person (tenant_id, controller_id, id) on delete cascade,
  foreign key (tenant_id, controller_id, base_id) references questionnaire_response (tenant_id, controller_id, id),
  foreign key (tenant_id, controller_id, response_id) references questionnaire_response (tenant_id, controller_id, id)
);
create index reassessment_person on reassessment (tenant_id, controller_id, person_id, due_at);
create index reassessment_open on reassessment (tenant_id, controller_id, due_at) where status in ('due', 'sent');

alter table reassessment enable row level security;
alter table reassessment force row level security;
create policy reassessment_tenant on reassessment as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy reassessment_controller on reassessment
  using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ','))::uuid[]));
grant select, insert, update, delete on reassessment to tisser_app;

-- A link leads to a referral, or to questions for the person. Row security is lifted for the checking of the new keys.
alter table answer_link no force row level security;
alter table message no force row level security;
alter table reassessment no force row level security;
alter table answer_link
  alter column referral_id drop not null,
  add column reassessment_id uuid,
  add constraint answer_link_about check ((referral_id is null) <> (reassessment_id is null)),
  add constraint answer_link_reassessment foreign key (tenant_id, controller_id, reassessment_id)
    references reassessment (tenant_id, controller_id, id) on delete cascade;
create index answer_link_questions on answer_link (tenant_id, controller_id, reassessment_id);

alter table message
  add column reassessment_id uuid,
  add constraint message_reassessment foreign key (tenant_id, controller_id, reassessment_id)
    references reassessment (tenant_id, controller_id, id) on delete cascade;
create index message_questions on message (tenant_id, controller_id, reassessment_id);

alter table answer_link force row level security;
alter table message force row level security;
alter table reassessment force row level security;
