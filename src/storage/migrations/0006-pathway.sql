-- Persons met and accompanied: one file per person and organisation (controller). Personal fields are sealed with the
-- person's own key (decision 14); names are found again by tokens (decision 15).

create table person (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  -- name of the person's key in the vault: of this file alone, whatever id another organisation gives a file of its own
  key_id uuid not null,
  version integer not null default 1 check (version > 0),
  status text not null default 'open' check (status in ('open', 'closed')),
  opened_at timestamptz not null,
  opened_by uuid,
  changed_at timestamptz not null,
  -- why the organisation may hold the file (spec: fact a)
  processing_ground text not null,
  -- leave to contact (fact b): channels; empty means "do not contact"
  contact_channels text[] not null default '{}',
  preferred_locale text not null default 'fr',
  minor_ground text,
  given_names bytea not null,
  family_name bytea,
  birth_date bytea,
  phone bytea,
  email bytea,
  town_code bytea,
  wishes bytea,
  primary key (tenant_id, controller_id, id),
  unique (tenant_id, key_id),
  foreign key (tenant_id, controller_id) references controller (tenant_id, id)
);

create index person_recent on person (tenant_id, controller_id, changed_at desc, id);

create table person_token (
  tenant_id uuid not null,
  controller_id uuid not null,
  person_id uuid not null,
  token bytea not null,
  primary key (tenant_id, controller_id, token, person_id),
  foreign key (tenant_id, controller_id, person_id) references person (tenant_id, controller_id, id) on delete cascade
);

alter table person enable row level security;
alter table person force row level security;
alter table person_token enable row level security;
alter table person_token force row level security;

create policy person_tenant on person as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy person_controller on person
  using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ','))::uuid[]));
create policy person_token_tenant on person_token as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy person_token_controller on person_token
  using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ','))::uuid[]));

grant select, insert, update, delete on person to tisser_app;
grant select, insert, delete on person_token to tisser_app;

-- Deletes all rows of a person of the territory in force, known only by the name of their key: what the vault remembers
-- of an erasure that must be completed or replayed. Answers how many files were deleted.
create function erase_person(erased_key uuid) returns integer
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
  delete from public.person p where p.tenant_id = tenant and p.key_id = erased_key;
  get diagnostics deleted = row_count;
  perform set_config('tisser.controllers', coalesce(former, ''), true);
  return deleted;
end
$$;

revoke all on function erase_person(uuid) from public;
grant execute on function erase_person(uuid) to tisser_app;
