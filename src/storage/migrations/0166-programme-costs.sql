-- What a programme cost in a period, as a team or its territory entered it (decision 0122): an amount of an organisation, about nobody.
-- Without an organisation it is the territory's own.
create table programme_cost (
  tenant_id uuid not null,
  id uuid not null,
  controller_id uuid,
  from_day date not null,
  until_day date not null,
  amount_cents bigint not null check (amount_cents between 1 and 100000000000),
  covers text not null,
  source text not null,
  recorded_at timestamptz not null,
  recorded_by uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, controller_id) references controller (tenant_id, id),
  check (until_day >= from_day),
  -- of two who enter the same time at once, the second is told
  exclude using gist (tenant_id with =, coalesce(controller_id, '00000000-0000-0000-0000-000000000000'::uuid) with =,
    daterange(from_day, until_day, '[]') with &&)
);

alter table programme_cost enable row level security;
alter table programme_cost force row level security;
create policy programme_cost_tenant on programme_cost as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy programme_cost_controller on programme_cost
  using (controller_id is null
    or controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ',')::uuid[])::uuid[]));
grant select, insert, delete on programme_cost to tisser_app;
