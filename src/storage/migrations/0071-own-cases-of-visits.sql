-- Hours, visits and what is noticed in them are of a file: whoever sees own cases alone (0057) sees those of these files alone.
do $$
declare
  name text;
begin
  foreach name in array array['hours_right', 'hours_reference', 'hours_entry', 'talk_invitation', 'exclusion_pair', 'engagement']
  loop
    execute format('create policy %I on %I as restrictive for select using (
      coalesce(controller_id <> all ((select string_to_array(nullif(current_setting(''tisser.own_cases_in'', true), ''''), '',''))::uuid[]), true)
      or exists (select from person p where p.tenant_id = %I.tenant_id and p.controller_id = %I.controller_id and p.id = %I.person_id))',
      name || '_own_case', name, name, name, name);
  end loop;
end
$$;
