-- Audit: one hash chain per territory (docs/decisions/0013). The application may read its own territory's chain
-- and add to it through append_audit; it can neither write, change nor remove a row.

-- The end of each chain. Its row is the lock that makes a chain gapless.
create table audit_head (
  tenant_id uuid primary key,
  seq bigint not null check (seq >= 0),
  hash bytea not null check (octet_length(hash) = 32)
) with (fillfactor = 20); -- rewritten at each entry: room on the page spares the index

-- hash = sha256(previous hash || tenant_id (16 bytes) || seq (8 bytes, big-endian) || line in UTF-8);
-- before the first entry the previous hash is 32 zero bytes.
create table audit_entry (
  tenant_id uuid not null,
  seq bigint not null check (seq > 0),
  at timestamptz not null,
  line text not null check (octet_length(line) <= 200000),
  subject_ids uuid[] not null,
  hash bytea not null check (octet_length(hash) = 32),
  primary key (tenant_id, seq)
);

-- Which entries name which id ("who opened this file"). Apart from audit_entry, because an index on an array
-- cannot be used under row security: its operators are not leakproof.
create table audit_subject (
  tenant_id uuid not null,
  subject_id uuid not null,
  seq bigint not null,
  primary key (tenant_id, subject_id, seq),
  foreign key (tenant_id, seq) references audit_entry (tenant_id, seq)
);

alter table audit_head enable row level security;
alter table audit_head force row level security;
alter table audit_entry enable row level security;
alter table audit_entry force row level security;
alter table audit_subject enable row level security;
alter table audit_subject force row level security;

create policy audit_head_tenant on audit_head
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy audit_entry_tenant on audit_entry
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy audit_subject_tenant on audit_subject
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));

-- Adds one entry to the chain of the territory in force and returns its number. To be called as the last statement
-- of a transaction: the head row stays locked until the commit.
create function append_audit(line text, subject_ids uuid[], at timestamptz) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  tenant uuid := nullif(current_setting('tisser.tenant', true), '')::uuid;
  last_seq bigint;
  last_hash bytea;
  next_hash bytea;
begin
  if tenant is null then
    raise exception 'append_audit needs the setting tisser.tenant' using errcode = 'invalid_parameter_value';
  end if;
  select h.seq, h.hash into last_seq, last_hash from public.audit_head h where h.tenant_id = tenant for update;
  if not found then
    insert into public.audit_head values (tenant, 0, decode(repeat('00', 32), 'hex')) on conflict do nothing;
    select h.seq, h.hash into last_seq, last_hash from public.audit_head h where h.tenant_id = tenant for update;
  end if;
  next_hash := sha256(last_hash || uuid_send(tenant) || int8send(last_seq + 1) || convert_to(line, 'UTF8'));
  insert into public.audit_entry values (tenant, last_seq + 1, at, line, subject_ids, next_hash);
  insert into public.audit_subject
    select tenant, named.id, last_seq + 1 from (select distinct unnest(subject_ids) as id) named;
  update public.audit_head h set seq = last_seq + 1, hash = next_hash where h.tenant_id = tenant;
  return last_seq + 1;
end
$$;

revoke all on function append_audit(text, uuid[], timestamptz) from public;
grant execute on function append_audit(text, uuid[], timestamptz) to tisser_app;
grant select on audit_head, audit_entry, audit_subject to tisser_app;
