-- What a territory decided about the weights of matching. Decisions are added, never changed: the newest one counts (decision 0119).
-- No personal data of anybody helped.
create table match_weight_decision (
  tenant_id uuid not null references territory (id),
  id uuid not null,
  -- place in the decisions, without a gap: two at once cannot take the same
  position integer not null check (position > 0),
  -- null: back to the defaults
  weights jsonb,
  reason text not null check (char_length(reason) between 20 and 2000),
  decided_at timestamptz not null,
  decided_by uuid,
  primary key (tenant_id, id),
  unique (tenant_id, position)
);
alter table match_weight_decision enable row level security;
alter table match_weight_decision force row level security;
create policy match_weight_decision_tenant on match_weight_decision
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
grant select, insert on match_weight_decision to tisser_app;

-- Invented needs by which a territory looks at what weights change. Codes and a title, nothing of a person.
create table match_example (
  tenant_id uuid not null references territory (id),
  id uuid not null,
  title text not null check (char_length(title) between 3 and 80),
  need jsonb not null,
  kept_at timestamptz not null,
  kept_by uuid,
  primary key (tenant_id, id),
  unique (tenant_id, title)
);
alter table match_example enable row level security;
alter table match_example force row level security;
create policy match_example_tenant on match_example
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
grant select, insert, delete on match_example to tisser_app;

-- For each territory, what its queues serve and the weights in force there (null: the defaults): pages for everybody have no
-- territory but that of the town. Neither reasons nor names leave.
create function match_weights_of_areas()
  returns table (areas text[], weights jsonb)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  former_tenant text := current_setting('tisser.tenant', true);
  former_controllers text := current_setting('tisser.controllers', true);
  place record;
begin
  for place in select t.id from public.territory t order by t.id loop
    perform set_config('tisser.tenant', place.id::text, true);
    perform set_config('tisser.controllers',
      coalesce((select string_agg(c.id::text, ',') from public.controller c where c.tenant_id = place.id), ''), true);
    return query
      select served.areas,
        (select d.weights from public.match_weight_decision d
          where d.tenant_id = place.id order by d.position desc limit 1)
      from (
        select array_agg(distinct area order by area) as areas
        from public.call_queue q cross join lateral unnest(q.areas) as area
        where q.tenant_id = place.id
      ) served
      where served.areas is not null;
  end loop;
  perform set_config('tisser.tenant', coalesce(former_tenant, ''), true);
  perform set_config('tisser.controllers', coalesce(former_controllers, ''), true);
end
$$;
revoke all on function match_weights_of_areas() from public;
grant execute on function match_weights_of_areas() to tisser_app;
