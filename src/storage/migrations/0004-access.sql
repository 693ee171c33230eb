-- Access: who professionals are (schema auth: sign-in only, its own role, no territory), and what they may do where
-- (territories, organisations, memberships, emergency openings). Names and e-mail addresses of accounts are in auth alone.

create schema if not exists auth;
grant usage on schema auth to tisser_auth;

-- Tables of better-auth 1.7.6, as its own migration generator makes them for our options (a test compares),
-- with our own columns after them.
create table auth."user" (
  id uuid primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  two_factor_enabled boolean not null default false,
  -- ours: how often the account was reset; devices known before a reset are strangers after it
  reset_count integer not null default 0
);

create table auth.session (
  id uuid primary key,
  user_id uuid not null references auth."user" (id) on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- ours: a session counts only once it is marked, by the program's clock
  started_at timestamptz,
  seen_at timestamptz,
  second_factor_at timestamptz,
  tenant_id uuid
);
create index session_user_id on auth.session (user_id);

create table auth.account (
  id uuid primary key,
  user_id uuid not null references auth."user" (id) on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index account_user on auth.account (user_id);
create unique index account_provider on auth.account (provider_id, account_id);

create table auth.verification (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index verification_identifier on auth.verification (identifier);

create table auth.two_factor (
  id uuid primary key,
  user_id uuid not null unique references auth."user" (id) on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default false,
  failed_verification_count integer not null default 0,
  locked_until timestamptz,
  -- ours: the 30-second step of the last code accepted (a code serves once), a secret that waits for its first code,
  -- and the session to which new recovery codes may be shown
  last_step bigint not null default 0,
  pending_secret text,
  codes_made_at timestamptz,
  codes_session_id uuid
);

create table auth.passkey (
  id uuid primary key,
  user_id uuid not null references auth."user" (id) on delete cascade,
  name text,
  public_key text not null,
  credential_id text not null unique,
  counter integer not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  created_at timestamptz,
  aaguid text
);
create index passkey_user on auth.passkey (user_id);

-- One-time links that set a password. Only the digest of the token is kept. A link that resets an account names the
-- administrator it comes from and the territory, and is worth no more than they are (null: the operator's).
create table auth.invitation (
  id uuid primary key,
  kind text not null check (kind in ('member', 'first-administrator', 'reset')),
  user_id uuid references auth."user" (id) on delete cascade,
  token_digest bytea not null unique check (octet_length(token_digest) = 32),
  expires_at timestamptz not null,
  used_at timestamptz,
  tenant_id uuid,
  made_by uuid references auth."user" (id) on delete cascade,
  check ((kind = 'first-administrator') = (user_id is null)),
  check ((tenant_id is null) = (made_by is null)),
  check (kind = 'reset' or made_by is null)
);

-- Failed tries. The key is a keyed digest: neither address nor e-mail can be read from it.
create table auth.throttle (
  key bytea primary key check (octet_length(key) = 32),
  failures integer not null check (failures > 0),
  last_try_at timestamptz not null,
  next_try_at timestamptz not null
);
create index throttle_last_try on auth.throttle (last_try_at);

grant select, insert, update, delete on all tables in schema auth to tisser_auth;

-- A territory is a tenant. Its name is public.
create table territory (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and char_length(slug) <= 60),
  name text not null check (char_length(name) between 1 and 120),
  country char(2) not null check (country ~ '^[A-Z]{2}$'),
  time_zone text not null check (char_length(time_zone) <= 60),
  is_demonstration boolean not null default false,
  settings jsonb not null default '{}'::jsonb,
  created_at timestamptz not null
);

-- An organisation that answers for files inside a territory.
create table controller (
  tenant_id uuid not null references territory (id),
  id uuid not null,
  name text not null check (char_length(name) between 1 and 200),
  kind text not null check (char_length(kind) <= 40),
  created_at timestamptz not null,
  primary key (tenant_id, id)
);

-- A role held by an account in an organisation. In force while `until` is null: the times say when it was given and ended,
-- and a clock that goes back neither takes a role away nor revives one.
create table membership (
  tenant_id uuid not null,
  id uuid not null,
  controller_id uuid not null,
  account_id uuid not null,
  role text not null check (char_length(role) <= 40),
  since timestamptz not null,
  until timestamptz,
  granted_by uuid,
  ended_by uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, controller_id) references controller (tenant_id, id),
  check (until is null or until >= since)
);
create unique index membership_in_force on membership (tenant_id, controller_id, account_id, role) where until is null;
create index membership_account on membership (account_id, tenant_id);

-- Files opened in an emergency without being in charge of them: why, until when, and who looked at it afterwards.
create table break_glass (
  tenant_id uuid not null,
  id uuid not null,
  controller_id uuid not null,
  account_id uuid not null,
  person_id uuid not null,
  -- personal: may speak of the person; sealed under the key of the person's file, removed at erasure (then null), never logged
  reason bytea check (octet_length(reason) between 49 and 8200),
  opened_at timestamptz not null,
  expires_at timestamptz not null,
  closed_at timestamptz,
  reviewed_at timestamptz,
  reviewed_by uuid,
  verdict text check (verdict in ('justified', 'not-justified')),
  primary key (tenant_id, id),
  foreign key (tenant_id, controller_id) references controller (tenant_id, id),
  check (expires_at > opened_at and expires_at <= opened_at + interval '3 hours'),
  check ((reviewed_at is null) = (reviewed_by is null) and (reviewed_at is null) = (verdict is null)),
  check (reviewed_by is null or reviewed_by <> account_id)
);
create index break_glass_person on break_glass (tenant_id, person_id, account_id, expires_at);
create index break_glass_controller on break_glass (tenant_id, controller_id, opened_at desc);

-- Each read made under an emergency opening.
create table break_glass_read (
  tenant_id uuid not null,
  id uuid not null,
  break_glass_id uuid not null,
  controller_id uuid not null,
  account_id uuid not null,
  at timestamptz not null,
  action text not null check (char_length(action) <= 100),
  primary key (tenant_id, id),
  foreign key (tenant_id, break_glass_id) references break_glass (tenant_id, id),
  foreign key (tenant_id, controller_id) references controller (tenant_id, id)
);
create index break_glass_read_opening on break_glass_read (tenant_id, break_glass_id, at);

alter table territory enable row level security;
alter table territory force row level security;
alter table controller enable row level security;
alter table controller force row level security;
alter table membership enable row level security;
alter table membership force row level security;
alter table break_glass enable row level security;
alter table break_glass force row level security;
alter table break_glass_read enable row level security;
alter table break_glass_read force row level security;

create policy territory_public on territory for select using (true);
create policy territory_made on territory for insert
  with check (id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy territory_changed on territory for update
  using (id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));

create policy controller_tenant on controller
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));

-- Who works where is shared inside a territory: administrators manage members of every organisation, and a referral
-- must find its receiver. An account also reads its own memberships everywhere, to choose a territory.
create policy membership_tenant on membership
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy membership_own on membership for select
  using (account_id = (select nullif(current_setting('tisser.actor', true), '')::uuid));

create policy break_glass_tenant on break_glass as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy break_glass_controller on break_glass
  using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ','))::uuid[]));
create policy break_glass_own on break_glass for select
  using (account_id = (select nullif(current_setting('tisser.actor', true), '')::uuid));
create policy break_glass_opened on break_glass for insert
  with check (account_id = (select nullif(current_setting('tisser.actor', true), '')::uuid));

create policy break_glass_read_tenant on break_glass_read as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy break_glass_read_controller on break_glass_read for select
  using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ','))::uuid[]));
create policy break_glass_read_own on break_glass_read
  using (account_id = (select nullif(current_setting('tisser.actor', true), '')::uuid));

-- Memberships of one account in force at a moment, in all territories, in one statement and without a transaction
-- around it: what every request needs before its territory is known. It runs with the rights of its caller and only
-- names the account to the policy membership_own; the setting is put back before it returns.
create function memberships_of(account uuid)
  returns table (tenant_id uuid, controller_id uuid, role text)
  language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  before text := coalesce(current_setting('tisser.actor', true), '');
begin
  perform set_config('tisser.actor', coalesce(account::text, ''), true);
  return query
    select m.tenant_id, m.controller_id, m.role from public.membership m
    where m.account_id = account and m.until is null
    order by m.tenant_id, m.controller_id, m.role;
  perform set_config('tisser.actor', before, true);
end
$$;
revoke all on function memberships_of(uuid) from public;
grant execute on function memberships_of(uuid) to tisser_app;

grant select, insert on territory, controller, membership, break_glass, break_glass_read to tisser_app;
grant update (name, time_zone, settings) on territory to tisser_app;
grant update (name, kind) on controller to tisser_app;
grant update (until, ended_by) on membership to tisser_app;
grant update (reason, closed_at, reviewed_at, reviewed_by, verdict) on break_glass to tisser_app;
