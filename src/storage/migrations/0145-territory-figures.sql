-- What an organisation gives the figures of its territory of a year: lines without name, id or date, which the territory puts together
-- (decision 0123). Given by an act of the organisation on its own ground, replaced or taken back by it. No key leads to a person.
create table figure_contribution (
  tenant_id uuid not null,
  controller_id uuid not null,
  year integer not null check (year between 2020 and 2100),
  ground text not null check (ground in ('public-interest-task', 'consent')),
  records jsonb not null,
  given_at timestamptz not null,
  given_by uuid,
  primary key (tenant_id, controller_id, year),
  foreign key (tenant_id, controller_id) references controller (tenant_id, id)
);

alter table figure_contribution enable row level security;
alter table figure_contribution force row level security;
create policy figure_contribution_tenant on figure_contribution as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
-- the territory puts together what its organisations gave
create policy figure_contribution_read on figure_contribution for select using (true);
create policy figure_contribution_own on figure_contribution
  using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ',')::uuid[])::uuid[]));
grant select, insert, update, delete on figure_contribution to tisser_app;
