-- Every change of an entry, whoever made it: an import, a merge, the organisation itself, a moderator, or the undoing of an earlier
-- change. Written by triggers, so that no way of changing an entry forgets it. No personal data: the directory holds none. What is
-- hidden of a confidential place never comes here, and what was here goes when the place is hidden.
create table entry_change (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('organization', 'location', 'service', 'service_at_location')),
  entity_id uuid not null,
  -- code of the list `entryCause`
  cause text not null,
  changed_on date not null,
  -- {field: {before, after}}
  fields jsonb not null,
  -- fields that humans had edited before it
  edited_before text[] not null,
  undone_by bigint references entry_change (id)
);
create index entry_change_entity on entry_change (entity_id, id desc);
grant select, insert, update, delete on entry_change to tisser_app;

-- The program tells who changes and on which day by `tisser.change` ("owner 2026-11-28"); untold, it is an import on its day.
create function note_entry_change() returns trigger language plpgsql as $$
declare
  bookkeeping constant text[] := array['version', 'digest', 'edition', 'imported_on', 'edited_fields', 'missing_since',
    'missed_editions', 'name_key', 'search_text', 'search_vector'];
  hidden constant text[] := array['name', 'address_1', 'address_2', 'latitude', 'longitude', 'position_precision'];
  before jsonb := to_jsonb(old) - bookkeeping;
  after jsonb := to_jsonb(new) - bookkeeping;
  told text := nullif(current_setting('tisser.change', true), '');
  changed jsonb;
begin
  if coalesce((after ->> 'is_confidential')::boolean, false) or coalesce((before ->> 'is_confidential')::boolean, false) then
    before := before - hidden;
    after := after - hidden;
  end if;
  select jsonb_object_agg(a.key, jsonb_build_object('before', before -> a.key, 'after', a.value)) into changed
  from jsonb_each(after) a where a.value is distinct from before -> a.key;
  if changed is not null then
    insert into entry_change (kind, entity_id, cause, changed_on, fields, edited_before)
    values (
      tg_table_name, new.id,
      case when changed ? 'merged_into' then 'merge' when changed ? 'is_confidential' then 'hidden'
        else coalesce(split_part(told, ' ', 1), 'import') end,
      coalesce(split_part(told, ' ', 2)::date, new.imported_on), changed, old.edited_fields);
  end if;
  return null;
end
$$;

create trigger organization_kept after update on organization for each row
  when (old.version is distinct from new.version or old.closed_on is distinct from new.closed_on)
  execute function note_entry_change();
create trigger location_kept after update on location for each row
  when (old.version is distinct from new.version or old.closed_on is distinct from new.closed_on)
  execute function note_entry_change();
create trigger service_kept after update on service for each row
  when (old.version is distinct from new.version or old.closed_on is distinct from new.closed_on)
  execute function note_entry_change();
create trigger service_at_location_kept after update on service_at_location for each row
  when (old.version is distinct from new.version or old.closed_on is distinct from new.closed_on)
  execute function note_entry_change();

-- What a human chose where an import and an earlier human differ: the value of ours that stays, or that of the import.
alter table import_difference add column choice text check (choice in ('stored', 'imported'));
-- Day on which the organisation itself last said that its entry is right; `confirmed_on` is its producer's.
alter table service_at_location add column upheld_on date;
