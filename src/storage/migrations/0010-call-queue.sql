-- Requests to be called back, and the queue of the organisation that answers them. What a person left is sealed with a
-- key of the request alone (decision 14), so that it can be erased for good whether or not a file comes of it.

-- One queue an organisation. What is in it is public: whom it serves, when it is staffed, what it promises.
create table call_queue (
  tenant_id uuid not null,
  controller_id uuid not null,
  name text not null check (char_length(name) between 1 and 120),
  -- codes of towns (Insee) or of whole departements
  areas text[] not null check (cardinality(areas) between 1 and 2000),
  -- OSM opening_hours
  staffed_hours text not null check (char_length(staffed_hours) between 1 and 500),
  -- most requests that may wait at once
  capacity integer not null check (capacity between 0 and 1000),
  promised_days integer not null check (promised_days between 1 and 60),
  is_open boolean not null default false,
  version integer not null default 1 check (version > 0),
  changed_at timestamptz not null,
  changed_by uuid,
  primary key (tenant_id, controller_id),
  foreign key (tenant_id, controller_id) references controller (tenant_id, id)
);
create index call_queue_open on call_queue using gin (areas) where is_open;

create table call_request (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  -- name of the request's key in the vault
  key_id uuid not null,
  version integer not null default 1 check (version > 0),
  status text not null default 'waiting' check (status in ('waiting', 'taken', 'closed')),
  -- why it is read before the others; null for its turn
  read_first text check (read_first in ('worrying-words')),
  outcome text check (outcome in ('file-opened', 'answered-without-file', 'not-reached', 'asked-to-be-left', 'wrong-number')),
  person_id uuid,
  channel text not null check (channel in ('phone', 'sms')),
  may_leave_voicemail boolean not null,
  locale text not null,
  town_code text not null check (char_length(town_code) = 5),
  created_at timestamptz not null,
  taken_at timestamptz,
  taken_by uuid,
  closed_at timestamptz,
  closed_by uuid,
  erase_after timestamptz,
  -- keyed digest of the number while the request is open: the same number waiting twice makes one request
  phone_digest bytea check (octet_length(phone_digest) = 32),
  caller_name bytea,
  phone bytea,
  moments bytea,
  may_be_said bytea,
  agreed_name bytea,
  agreed_word bytea,
  words bytea,
  primary key (tenant_id, controller_id, id),
  unique (tenant_id, key_id),
  foreign key (tenant_id, controller_id) references call_queue (tenant_id, controller_id),
  check ((status = 'closed') = (closed_at is not null) and (status = 'closed') = (outcome is not null)),
  check ((status = 'closed') = (erase_after is not null)),
  check ((taken_at is null) = (taken_by is null) and (status <> 'taken' or taken_at is not null)),
  check ((outcome = 'file-opened') = (person_id is not null) or outcome is null),
  check (status <> 'closed' or phone_digest is null)
);
create unique index call_request_number on call_request (tenant_id, controller_id, phone_digest) where phone_digest is not null;
create index call_request_open on call_request (tenant_id, controller_id, created_at, id) where status <> 'closed';
create index call_request_erasure on call_request (tenant_id, erase_after) where erase_after is not null;
create index call_request_person on call_request (tenant_id, controller_id, person_id) where person_id is not null;

-- What happened with a request: asked again, tried, reached.
create table call_request_event (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  at timestamptz not null,
  by_id uuid,
  kind text not null check (kind in ('asked-again', 'no-answer', 'voicemail-left', 'sms-sent', 'spoke')),
  words bytea,
  primary key (tenant_id, controller_id, id),
  foreign key (tenant_id, controller_id, request_id) references call_request (tenant_id, controller_id, id) on delete cascade
);
create index call_request_event_request on call_request_event (tenant_id, controller_id, request_id, at, id);

alter table call_queue enable row level security;
alter table call_queue force row level security;
alter table call_request enable row level security;
alter table call_request force row level security;
alter table call_request_event enable row level security;
alter table call_request_event force row level security;

create policy call_queue_tenant on call_queue as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy call_queue_controller on call_queue
  using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ','))::uuid[]));
create policy call_request_tenant on call_request as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy call_request_controller on call_request
  using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ','))::uuid[]));
create policy call_request_event_tenant on call_request_event as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy call_request_event_controller on call_request_event
  using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ','))::uuid[]));

grant select, insert, update on call_queue to tisser_app;
grant select, insert, update, delete on call_request to tisser_app;
grant select, insert on call_request_event to tisser_app;

-- The open queues that serve a town, in every territory, with the figures that may be told to a visitor: how many wait,
-- since when the oldest waits, how long the last requests waited (80th percentile of those taken since a moment),
-- and whether somebody answers. Nothing of any request.
create function open_call_queues(town text, since timestamptz)
  returns table (tenant_id uuid, controller_id uuid, name text, organisation_name text, staffed_hours text, time_zone text,
    capacity integer, promised_days integer, waiting integer, oldest_at timestamptz, handled integer, wait_seconds double precision)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  former_tenant text := current_setting('tisser.tenant', true);
  former_controllers text := current_setting('tisser.controllers', true);
  place record;
begin
  for place in select t.id, t.time_zone from public.territory t order by t.id loop
    perform set_config('tisser.tenant', place.id::text, true);
    perform set_config('tisser.controllers',
      coalesce((select string_agg(c.id::text, ',') from public.controller c where c.tenant_id = place.id), ''), true);
    return query
      select q.tenant_id, q.controller_id, q.name, c.name, q.staffed_hours, place.time_zone, q.capacity, q.promised_days,
        (select count(*)::integer from public.call_request r
          where r.tenant_id = q.tenant_id and r.controller_id = q.controller_id and r.status = 'waiting'),
        (select min(r.created_at) from public.call_request r
          where r.tenant_id = q.tenant_id and r.controller_id = q.controller_id and r.status = 'waiting'),
        (select count(*)::integer from public.call_request r
          where r.tenant_id = q.tenant_id and r.controller_id = q.controller_id and r.taken_at >= since),
        (select percentile_disc(0.8) within group (order by extract(epoch from r.taken_at - r.created_at))
          from public.call_request r
          where r.tenant_id = q.tenant_id and r.controller_id = q.controller_id and r.taken_at >= since)::double precision
      from public.call_queue q
      join public.controller c on c.tenant_id = q.tenant_id and c.id = q.controller_id
      where q.tenant_id = place.id and q.is_open
        and q.areas && array[town, left(town, 2), left(town, 3)]
        and exists (select from public.membership m
          where m.tenant_id = q.tenant_id and m.controller_id = q.controller_id and m.until is null
            and m.role in ('link-worker', 'team-coordinator'));
  end loop;
  perform set_config('tisser.tenant', coalesce(former_tenant, ''), true);
  perform set_config('tisser.controllers', coalesce(former_controllers, ''), true);
end
$$;
revoke all on function open_call_queues(text, timestamptz) from public;
grant execute on function open_call_queues(text, timestamptz) to tisser_app;

-- As in 0006, and now also the request to be called back whose key it is. A request from which an erased file came is
-- left without words at once, and its own key is destroyed by the next daily work.
create or replace function erase_person(erased_key uuid) returns integer
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  tenant uuid := nullif(current_setting('tisser.tenant', true), '')::uuid;
  former text := current_setting('tisser.controllers', true);
  deleted integer;
begin
  if tenant is null then
    raise exception 'erase_person needs the setting tisser.tenant' using errcode = 'invalid_parameter_value';
  end if;
  perform set_config('tisser.controllers',
    coalesce((select string_agg(c.id::text, ',') from public.controller c where c.tenant_id = tenant), ''), true);
  -- what was written of the person when the file was opened in an emergency
  update public.break_glass b set reason = null from public.person p
    where p.tenant_id = tenant and p.key_id = erased_key
      and b.tenant_id = p.tenant_id and b.controller_id = p.controller_id and b.person_id = p.id;
  delete from public.call_request_event e using public.call_request r, public.person p
    where p.tenant_id = tenant and p.key_id = erased_key
      and r.tenant_id = p.tenant_id and r.controller_id = p.controller_id and r.person_id = p.id
      and e.tenant_id = r.tenant_id and e.controller_id = r.controller_id and e.request_id = r.id;
  update public.call_request r set caller_name = null, phone = null, moments = null, may_be_said = null,
      agreed_name = null, agreed_word = null, words = null, erase_after = r.closed_at
    from public.person p
    where p.tenant_id = tenant and p.key_id = erased_key
      and r.tenant_id = p.tenant_id and r.controller_id = p.controller_id and r.person_id = p.id;
  delete from public.call_request r where r.tenant_id = tenant and r.key_id = erased_key;
  delete from public.person p where p.tenant_id = tenant and p.key_id = erased_key;
  get diagnostics deleted = row_count;
  perform set_config('tisser.controllers', coalesce(former, ''), true);
  return deleted;
end
$$;
