-- Licensed words that are asked, of each territory: the pages for everybody have no territory, and show words only where every
-- territory of the installation is licensed for the same ones. How many territories there are stands on each row.

create function licensed_words_of_all()
  returns table (tenant_id uuid, instrument text, content jsonb, territories integer)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  former_tenant text := current_setting('tisser.tenant', true);
  place record;
  many integer := (select count(*)::integer from public.territory);
begin
  for place in select t.id from public.territory t order by t.id loop
    perform set_config('tisser.tenant', place.id::text, true);
    return query
      select o.tenant_id, o.instrument, o.content, many from public.operator_text o
        where o.tenant_id = place.id and o.withdrawn_at is null
        order by o.loaded_at, o.id;
  end loop;
  perform set_config('tisser.tenant', coalesce(former_tenant, ''), true);
end
$$;
revoke all on function licensed_words_of_all() from public;
grant execute on function licensed_words_of_all() to tisser_app;
