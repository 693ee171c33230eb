-- The receipt of a key, once every transaction that holds the same key has ended; this one holds it until its own end.
-- In one call instead of two: in READ COMMITTED each statement of a volatile function sees what was committed before it.
create function claim_receipt(for_tenant uuid, for_actor text, for_action text, for_key text)
  returns table (digest bytea, status integer, receipt jsonb)
  language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(
    jsonb_build_array(for_tenant, for_actor, for_action, for_key)::text, 0));
  return query
    select i.digest, i.status, i.receipt from public.idempotency i
    where i.tenant_id = for_tenant and i.actor = for_actor and i.action = for_action and i.key = for_key;
end
$$;
revoke all on function claim_receipt(uuid, text, text, text) from public;
grant execute on function claim_receipt(uuid, text, text, text) to tisser_app;
