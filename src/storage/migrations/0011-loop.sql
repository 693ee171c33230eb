-- The loop around one person: needs, answers to questionnaires, plan, agreements, referrals with what happened to them,
-- links for those without account, messages that wait, timers. Whatever tells something of the person is sealed with the
-- person's own key (decision 14); codes, states and dates are in clear, under row security.

-- fact (b) in detail: hours, what may be said, voicemail, agreed word; fact (d): use in statistics
alter table person
  add column contact_hours bytea,
  add column contact_words bytea,
  add column may_leave_voicemail boolean,
  add column statistics_use text not null default 'not-asked'
    check (statistics_use in ('not-asked', 'informed', 'agreed', 'objected')),
  add column call_request_id uuid;

create table person_need (
  tenant_id uuid not null,
  controller_id uuid not null,
  person_id uuid not null,
  version integer not null default 1 check (version > 0),
  changed_at timestamptz not null,
  changed_by uuid,
  profile bytea not null,
  primary key (tenant_id, controller_id, person_id),
  foreign key (tenant_id, controller_id, person_id) references person (tenant_id, controller_id, id) on delete cascade
);

-- Answers as given; the score is derived, names its instrument and version, and can be recomputed.
create table questionnaire_response (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  instrument text not null,
  instrument_version text not null,
  wording text not null,
  language text not null,
  mode text not null check (mode in ('self', 'in-person', 'telephone')),
  asked_at timestamptz not null,
  recorded_at timestamptz not null,
  asked_by uuid,
  replaces_id uuid,
  answers bytea not null,
  result bytea not null,
  primary key (tenant_id, controller_id, id),
  foreign key (tenant_id, controller_id, person_id) references person (tenant_id, controller_id, id) on delete cascade,
  foreign key (tenant_id, controller_id, replaces_id) references questionnaire_response (tenant_id, controller_id, id)
);
create index questionnaire_response_person
  on questionnaire_response (tenant_id, controller_id, person_id, asked_at, id);
create unique index questionnaire_response_replaced
  on questionnaire_response (tenant_id, controller_id, replaces_id) where replaces_id is not null;

create table plan_item (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  offer_id uuid,
  status text not null default 'chosen' check (status in ('chosen', 'done', 'dropped')),
  categories text[] not null default '{}',
  interventions text[] not null default '{}',
  added_at timestamptz not null,
  added_by uuid,
  changed_at timestamptz not null,
  version integer not null default 1 check (version > 0),
  -- what it is, and why, in the person's words
  content bytea not null,
  primary key (tenant_id, controller_id, id),
  foreign key (tenant_id, controller_id, person_id) references person (tenant_id, controller_id, id) on delete cascade
);
create index plan_item_person on plan_item (tenant_id, controller_id, person_id, added_at);

-- fact (c): on what ground which items may go to which receiver, until when, and how that is known
create table sharing_agreement (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  ground text not null check (ground in ('person-agreed', 'same-care-team', 'self-referral')),
  receiver_id uuid not null,
  items text[] not null,
  evidence text not null check (evidence in ('signed-paper', 'witnessed-oral', 'click', 'informed')),
  witness_id uuid,
  given_at timestamptz not null,
  until date not null,
  withdrawn_at timestamptz,
  primary key (tenant_id, controller_id, id),
  foreign key (tenant_id, controller_id, person_id) references person (tenant_id, controller_id, id) on delete cascade
);
create index sharing_agreement_person on sharing_agreement (tenant_id, controller_id, person_id);

create table referral (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  plan_item_id uuid,
  agreement_id uuid,
  offer_id uuid not null,
  part_of_id uuid,
  status text not null,
  loop text not null default 'open' check (loop in ('open', 'closed_known', 'closed_unknown')),
  priority text not null default 'routine' check (priority in ('routine', 'priority')),
  outcome text,
  reason text,
  next_step text,
  owner_id uuid not null,
  created_at timestamptz not null,
  sent_at timestamptz,
  last_act_at timestamptz not null,
  version integer not null default 1 check (version > 0),
  -- receiver's name and address, what is told of the person, number to call back
  content bytea not null,
  primary key (tenant_id, controller_id, id),
  check (status <> 'completed' or outcome is not null),
  check (status not in ('refused', 'not_completed') or reason is not null),
  check (status <> 'refused' or next_step is not null),
  check (loop <> 'closed_known' or status in ('completed', 'not_completed', 'refused', 'declined', 'recalled', 'rerouted', 'error')),
  foreign key (tenant_id, controller_id, person_id) references person (tenant_id, controller_id, id) on delete cascade,
  foreign key (tenant_id, controller_id, agreement_id) references sharing_agreement (tenant_id, controller_id, id),
  foreign key (tenant_id, controller_id, part_of_id) references referral (tenant_id, controller_id, id)
);
create index referral_person on referral (tenant_id, controller_id, person_id);
create index referral_open on referral (tenant_id, controller_id, last_act_at) where loop = 'open';

create table referral_event (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  referral_id uuid not null,
  -- place in the history of its referral, without a gap: two acts at once cannot take the same
  position integer not null check (position > 0),
  at timestamptz not null,
  by_kind text not null check (by_kind in ('worker', 'receiver', 'person', 'system')),
  by_id uuid,
  move text not null,
  from_status text,
  to_status text not null,
  code text,
  next_step text,
  note bytea,
  primary key (tenant_id, controller_id, id),
  unique (tenant_id, controller_id, referral_id, position),
  foreign key (tenant_id, controller_id, referral_id) references referral (tenant_id, controller_id, id) on delete cascade
);

-- A link by which somebody without account answers; the digest of its secret is in link_place.
create table answer_link (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  referral_id uuid not null,
  -- who holds it: the receiving organisation, or the person
  holder text not null check (holder in ('receiver', 'person')),
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz,
  primary key (tenant_id, controller_id, id),
  foreign key (tenant_id, controller_id, referral_id) references referral (tenant_id, controller_id, id) on delete cascade
);
create index answer_link_referral on answer_link (tenant_id, controller_id, referral_id);

-- What waits to be sent: address and words are sealed, and forgotten once it went.
create table message (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  referral_id uuid,
  to_kind text not null check (to_kind in ('receiver', 'person')),
  template text not null,
  channel text not null check (channel in ('email', 'sms')),
  status text not null default 'waiting' check (status in ('waiting', 'sent', 'withheld', 'failed')),
  made_at timestamptz not null,
  due_at timestamptz not null,
  attempts integer not null default 0,
  ended_at timestamptz,
  content bytea,
  primary key (tenant_id, controller_id, id),
  foreign key (tenant_id, controller_id, person_id) references person (tenant_id, controller_id, id) on delete cascade,
  foreign key (tenant_id, controller_id, referral_id) references referral (tenant_id, controller_id, id) on delete cascade
);
create index message_referral on message (tenant_id, controller_id, referral_id);

do $$
declare
  name text;
begin
  foreach name in array array['person_need', 'questionnaire_response', 'plan_item', 'sharing_agreement', 'referral',
    'referral_event', 'answer_link', 'message']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy %I on %I as restrictive using (tenant_id = (select nullif(current_setting(''tisser.tenant'', true), '''')::uuid))', name || '_tenant', name);
    execute format('create policy %I on %I using (controller_id = any ((select string_to_array(nullif(current_setting(''tisser.controllers'', true), ''''), '',''))::uuid[]))', name || '_controller', name);
    execute format('grant select, insert, update, delete on %I to tisser_app', name);
  end loop;
end
$$;
revoke update, delete on referral_event from tisser_app;

-- Timers are rows (decision 12): no personal data, no row security; each due timer is then handled inside its territory
-- and organisation. One of a kind and thing.
create table timer_due (
  due_at timestamptz not null,
  tenant_id uuid not null,
  controller_id uuid not null,
  kind text not null,
  id uuid not null,
  attempts integer not null default 0,
  primary key (tenant_id, controller_id, kind, id)
);
create index timer_due_next on timer_due (due_at);
grant select, insert, update, delete on timer_due to tisser_app;

-- Where the secret of a link, or of the session it began, belongs: the way in for those without account, who bring no
-- territory. Digests and ids only; no row security, because nobody can ask without the secret.
create table link_place (
  digest bytea primary key,
  tenant_id uuid not null,
  controller_id uuid not null,
  link_id uuid not null,
  kind text not null check (kind in ('link', 'session')),
  expires_at timestamptz not null,
  foreign key (tenant_id, controller_id, link_id) references answer_link (tenant_id, controller_id, id) on delete cascade
);
create index link_place_link on link_place (tenant_id, controller_id, link_id);
create index link_place_expiry on link_place (expires_at);
grant select, insert, delete on link_place to tisser_app;
