-- Two files of one person become one, by two people, and can be taken apart again (decision 0086). Both rows stay: the one that was
-- taken in leads to the one that is kept. No foreign key: where the kept one is erased first, the other stays hidden until its own key goes.
alter table person add column merged_into uuid check (merged_into <> id);
create index person_merged_into on person (tenant_id, controller_id, merged_into) where merged_into is not null;

create table person_merge (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  kept_id uuid not null,
  merged_id uuid not null,
  proposed_at timestamptz not null,
  proposed_by uuid not null,
  -- somebody else than who proposed it
  confirmed_at timestamptz,
  confirmed_by uuid check (confirmed_by <> proposed_by),
  ended_at timestamptz,
  ended_by uuid,
  -- version of the kept file when the merge was done: a file changed since keeps its own words when it is taken apart
  kept_version integer,
  -- what moved: ids of rows by table; what stood in the kept file before, codes and names of fields alone
  moved jsonb,
  before jsonb,
  primary key (tenant_id, controller_id, id),
  foreign key (tenant_id, controller_id, kept_id) references person (tenant_id, controller_id, id) on delete cascade,
  foreign key (tenant_id, controller_id, merged_id) references person (tenant_id, controller_id, id) on delete cascade,
  check (kept_id <> merged_id),
  check ((confirmed_at is null) = (confirmed_by is null)),
  check ((confirmed_at is null) = (moved is null) and (moved is null) = (before is null))
);
-- a file is part of one open proposal or standing merge as the one taken in
create unique index person_merge_standing on person_merge (tenant_id, controller_id, merged_id) where ended_at is null;
create index person_merge_kept on person_merge (tenant_id, controller_id, kept_id);

alter table person_merge enable row level security;
alter table person_merge force row level security;
create policy person_merge_tenant on person_merge as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy person_merge_controller on person_merge
  using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ','))::uuid[]));
grant select, insert, update on person_merge to tisser_app;

-- What is of a file moves to the other, sealed anew with its key.
grant update (person_id) on risk_alert to tisser_app;
grant update (note) on referral_event to tisser_app;
grant update (words) on risk_alert_event to tisser_app;
grant update (person_id) on assessment to tisser_app;
