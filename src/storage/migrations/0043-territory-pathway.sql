-- What a territory decided about its screening pathway: age, order, who may answer alone, situations, lines. Decisions are
-- added, never changed: the newest one counts. No personal data of anybody helped.

create table pathway_decision (
  tenant_id uuid not null references territory (id),
  id uuid not null,
  -- place in the decisions, without a gap: two at once cannot take the same
  position integer not null check (position > 0),
  -- null: back to the pathway of the catalogue
  choices jsonb,
  reason text not null check (char_length(reason) between 20 and 2000),
  decided_at timestamptz not null,
  decided_by uuid,
  primary key (tenant_id, id),
  unique (tenant_id, position)
);
alter table pathway_decision enable row level security;
alter table pathway_decision force row level security;
create policy pathway_decision_tenant on pathway_decision
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
grant select, insert on pathway_decision to tisser_app;

-- The choices in force of each territory, null where it follows the catalogue: the pages for everybody have no territory.
-- Neither reasons nor names leave.
create function pathways_in_force()
  returns table (choices jsonb)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  former_tenant text := current_setting('tisser.tenant', true);
  place record;
begin
  for place in select t.id from public.territory t order by t.id loop
    perform set_config('tisser.tenant', place.id::text, true);
    return query
      select (select d.choices from public.pathway_decision d
        where d.tenant_id = place.id order by d.position desc limit 1);
  end loop;
  perform set_config('tisser.tenant', coalesce(former_tenant, ''), true);
end
$$;
revoke all on function pathways_in_force() from public;
grant execute on function pathways_in_force() to tisser_app;
