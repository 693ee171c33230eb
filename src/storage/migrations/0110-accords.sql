-- What organisations of a territory agreed among themselves: a care team (CSP L.1110-12), or being controllers together (GDPR art. 26).
-- What was agreed never changes: another accord replaces it. Only its parties see it; its essence is public while it holds.
create table accord (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('care-team', 'joint-controllers')),
  title text not null check (char_length(title) between 1 and 200),
  parties uuid[] not null check (cardinality(parties) between 2 and 20),
  purposes text[] not null check (cardinality(purposes) > 0),
  items text[] not null check (cardinality(items) > 0),
  -- the party that answers the requests of persons, and where
  contact_id uuid not null,
  contact text not null check (char_length(contact) between 1 and 200),
  -- where the signed document is found
  reference text not null check (char_length(reference) between 1 and 300),
  since date not null,
  until date not null,
  notice_days integer not null check (notice_days between 0 and 365),
  proposed_at timestamptz not null,
  proposed_by uuid,
  -- last day on which it holds, once a party ended it
  last_day date,
  end_reason text check (end_reason in ('no-longer-needed', 'replaced', 'breach', 'authority')),
  ended_at timestamptz,
  ended_by uuid,
  ended_for uuid,
  primary key (tenant_id, id),
  check (until >= since),
  check (contact_id = any (parties)),
  check ((ended_at is null) = (last_day is null) and (ended_at is null) = (end_reason is null) and (ended_at is null) = (ended_for is null)),
  check (last_day <= until)
);

-- A party that said yes, by somebody who answers for it.
create table accord_signature (
  tenant_id uuid not null,
  accord_id uuid not null,
  controller_id uuid not null,
  signed_at timestamptz not null,
  signed_by uuid,
  primary key (tenant_id, accord_id, controller_id),
  foreign key (tenant_id, accord_id) references accord (tenant_id, id),
  foreign key (tenant_id, controller_id) references controller (tenant_id, id)
);

alter table accord enable row level security;
alter table accord force row level security;
create policy accord_tenant on accord as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy accord_party on accord
  using (parties && (select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ',')::uuid[])::uuid[]);
grant select, insert on accord to tisser_app;
grant update (last_day, end_reason, ended_at, ended_by, ended_for) on accord to tisser_app;

alter table accord_signature enable row level security;
alter table accord_signature force row level security;
create policy accord_signature_tenant on accord_signature as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy accord_signature_party on accord_signature for select using (
  exists (select from accord a where a.tenant_id = accord_signature.tenant_id and a.id = accord_signature.accord_id));
-- nobody signs for another organisation, nor what it is no party to
create policy accord_signature_own on accord_signature for insert with check (
  controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ',')::uuid[])::uuid[])
  and exists (select from accord a
    where a.tenant_id = accord_signature.tenant_id and a.id = accord_signature.accord_id and accord_signature.controller_id = any (a.parties)));
grant select, insert on accord_signature to tisser_app;

-- The essence of the accords that hold on a day, in every territory (GDPR art. 26 (2)): no document, nobody's name.
create function accords_of_all(on_day date)
  returns table (id uuid, territory text, kind text, title text, parties text[], purposes text[], items text[], contact_name text,
    contact text, since date, last_day date)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  former_tenant text := current_setting('tisser.tenant', true);
  former_controllers text := current_setting('tisser.controllers', true);
  place record;
begin
  for place in select t.id, t.name from public.territory t order by t.name, t.id loop
    perform set_config('tisser.tenant', place.id::text, true);
    perform set_config('tisser.controllers',
      coalesce((select string_agg(c.id::text, ',') from public.controller c where c.tenant_id = place.id), ''), true);
    return query
      select a.id, place.name, a.kind, a.title,
        (select array_agg(c.name order by c.name) from public.controller c where c.tenant_id = a.tenant_id and c.id = any (a.parties)),
        a.purposes, a.items,
        (select c.name from public.controller c where c.tenant_id = a.tenant_id and c.id = a.contact_id),
        a.contact, a.since, coalesce(a.last_day, a.until)
      from public.accord a
      where a.tenant_id = place.id and a.since <= on_day and on_day <= coalesce(a.last_day, a.until)
        and not exists (select from unnest(a.parties) as party
          where not exists (select from public.accord_signature s
            where s.tenant_id = a.tenant_id and s.accord_id = a.id and s.controller_id = party))
      order by a.title, a.id;
  end loop;
  perform set_config('tisser.tenant', coalesce(former_tenant, ''), true);
  perform set_config('tisser.controllers', coalesce(former_controllers, ''), true);
end
$$;
revoke all on function accords_of_all(date) from public;
grant execute on function accords_of_all(date) to tisser_app;
