-- A place whose address nobody may learn (a refuge). What the directory shows of it is its commune; the address lies in a table
-- of the territory and organisation that hid it, under row security, and reaches no index, list, map, file or log.
alter table location
  add column is_confidential boolean not null default false,
  add constraint location_confidential check (
    not is_confidential or (
      name is null and address_1 is null and address_2 is null
      and (position_precision is null or position_precision in ('town', 'area'))
    )
  );

create table confidential_site (
  tenant_id uuid not null,
  controller_id uuid not null,
  location_id uuid not null references location (id),
  name text,
  address_1 text,
  address_2 text,
  latitude double precision,
  longitude double precision,
  hidden_at timestamptz not null,
  primary key (tenant_id, controller_id, location_id),
  foreign key (tenant_id, controller_id) references controller (tenant_id, id)
);
alter table confidential_site enable row level security;
alter table confidential_site force row level security;
create policy confidential_site_tenant on confidential_site as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy confidential_site_controller on confidential_site
  using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ','))::uuid[]));
grant select, insert, delete on confidential_site to tisser_app;
