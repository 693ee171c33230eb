-- What every room stands on: extensions, schemas, the two group roles, and the receipts of requests.

create extension if not exists unaccent;
create extension if not exists pg_trgm;
create extension if not exists pgcrypto;
create extension if not exists btree_gist;

-- Group roles belong to the whole server: they may be there already, made by another database or by hand.
do $$
begin
  if not exists (select from pg_roles where rolname = 'tisser_app') then
    create role tisser_app nologin;
  end if;
  if not exists (select from pg_roles where rolname = 'tisser_auth') then
    create role tisser_auth nologin;
  end if;
exception when duplicate_object or unique_violation then
  null; -- made by another database at this very moment
end
$$;

revoke all on schema public from public;
grant usage on schema public to tisser_app, tisser_auth;

-- Accounts and sessions of professionals: no territory, no row security, a role of its own.
create schema auth;
grant usage on schema auth to tisser_auth;

-- For data migrations: stops one that changed fewer rows than it must (row security hides rows without an error).
create function expect_rows(changed bigint, at_least bigint default 1) returns void
language plpgsql immutable as $$
begin
  if changed < at_least then
    raise exception 'a migration changed % rows where at least % were expected', changed, at_least;
  end if;
end
$$;
revoke all on function expect_rows(bigint, bigint) from public;

-- The program reads it at start, to refuse a database that is newer than itself.
grant select on schema_migration to tisser_app;

-- Receipts: what was answered to a request that carried an idempotency key.
create table idempotency (
  tenant_id uuid not null,
  actor text not null check (length(actor) <= 200),
  action text not null check (length(action) <= 100),
  key text not null check (length(key) between 1 and 200),
  digest bytea not null check (length(digest) = 32),
  status integer not null,
  receipt jsonb not null,
  created_at timestamptz not null,
  primary key (tenant_id, actor, action, key)
);
create index idempotency_created_at on idempotency (tenant_id, created_at);

alter table idempotency enable row level security;
alter table idempotency force row level security;
create policy idempotency_tenant on idempotency
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
grant select, insert, delete on idempotency to tisser_app;
