-- Who sees own cases alone is asked once a statement, no longer woven into each: for everybody else the policies of 0057 cost
-- nothing but the look at one setting, and the plan of a statement stays as small as its words. Lists of organisations are
-- read once a statement as well.

-- The files that whoever acts accompanies (what was handed over: for reading only), and those about which an alert waits while
-- they are on call. Under row security, so of the territory and organisations in force.
create function own_cases() returns table (controller_id uuid, person_id uuid)
  language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  acting constant uuid := nullif(current_setting('tisser.actor', true), '')::uuid;
  is_read constant boolean := coalesce(current_setting('tisser.reads', true), '') = 'on';
begin
  return query
    select c.controller_id, c.person_id from companion c
    where c.account_id = acting and (c.ended_at is null or is_read)
    union all
    select a.controller_id, a.person_id from risk_alert a
    join on_call_duty d on d.tenant_id = a.tenant_id and d.controller_id = a.controller_id and d.until is null
    where a.acknowledged_at is null and d.account_id = acting;
end
$$;
revoke all on function own_cases() from public;
grant execute on function own_cases() to tisser_app;

do $$
declare
  changed bigint := 0;
  one record;
  everybody constant text := $policy$(select coalesce(current_setting('tisser.own_cases_in', true), '') = '')
    or controller_id <> all ((select string_to_array(current_setting('tisser.own_cases_in', true), ',')::uuid[])::uuid[])$policy$;
begin
  for one in select tablename, policyname from pg_policies where schemaname = 'public' and policyname like '%\_own\_case' loop
    execute format('alter policy %I on %I using (%s or %s)', one.policyname, one.tablename, everybody,
      case one.tablename
        -- asked by own_cases(), so it cannot ask it
        when 'risk_alert' then $policy$exists (
            select from companion c
            where c.tenant_id = risk_alert.tenant_id and c.controller_id = risk_alert.controller_id
              and c.person_id = risk_alert.person_id
              and c.account_id = (select nullif(current_setting('tisser.actor', true), '')::uuid)
          ) or exists (
            select from on_call_duty d
            where d.tenant_id = risk_alert.tenant_id and d.controller_id = risk_alert.controller_id and d.until is null
              and d.account_id = (select nullif(current_setting('tisser.actor', true), '')::uuid)
          )$policy$
        when 'person' then '(controller_id, id) in (select o.controller_id, o.person_id from own_cases() o)'
        else '(controller_id, person_id) in (select o.controller_id, o.person_id from own_cases() o)'
      end);
    changed := changed + 1;
  end loop;
  perform expect_rows(changed, 19);
end
$$;

do $$
declare
  changed bigint := 0;
  one record;
begin
  for one in
    select tablename, policyname from pg_policies
    where schemaname = 'public' and regexp_replace(qual, '\s+', ' ', 'g') =
      '(controller_id = ANY ((( SELECT string_to_array(NULLIF(current_setting(''tisser.controllers''::text, true), ''''::text), '',''::text) AS string_to_array))::uuid[]))'
  loop
    execute format($policy$alter policy %I on %I
      using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ',')::uuid[])::uuid[]))$policy$,
      one.policyname, one.tablename);
    changed := changed + 1;
  end loop;
  perform expect_rows(changed, 47);
end
$$;
