-- The map of a person's ties in their file: one for a person and a day. Who is on it and what was said of them is sealed
-- with the key of the file (decision 14); the day and who drew it are in clear, under row security.

create table network_map (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  taken_on date not null,
  recorded_at timestamptz not null,
  recorded_by uuid,
  changed_at timestamptz not null,
  version integer not null default 1 check (version > 0),
  content bytea not null,
  primary key (tenant_id, controller_id, id),
  unique (tenant_id, controller_id, person_id, taken_on),
  foreign key (tenant_id, controller_id, person_id) references person (tenant_id, controller_id, id) on delete cascade
);

alter table network_map enable row level security;
alter table network_map force row level security;
create policy network_map_tenant on network_map as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy network_map_controller on network_map
  using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ','))::uuid[]));
grant select, insert, update, delete on network_map to tisser_app;
