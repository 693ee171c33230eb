-- Analyses that an analyst named and kept: which survey, indicator, groups and filters, never a figure.
create table analysis (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  version integer not null default 1 check (version > 0),
  name text not null check (char_length(name) between 1 and 120),
  survey text not null,
  indicator text not null,
  breakdown text not null,
  filters jsonb not null,
  -- null: the last wave that the survey has when it is run
  wave text,
  created_by uuid,
  created_at timestamptz not null,
  primary key (tenant_id, controller_id, id),
  foreign key (tenant_id, controller_id) references controller (tenant_id, id)
);
create index analysis_recent on analysis (tenant_id, controller_id, created_at desc);

alter table analysis enable row level security;
alter table analysis force row level security;
create policy analysis_tenant on analysis as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy analysis_controller on analysis
  using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ','))::uuid[]));

grant select, insert, delete on analysis to tisser_app;
