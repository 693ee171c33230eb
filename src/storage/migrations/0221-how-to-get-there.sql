-- How one gets to a place (HSDS `location.transportation`), in the words of whoever keeps the entry. It may tell where a confidential
-- place is: it is hidden with the address, and neither an import nor a human brings it back.
alter table location
  add column transportation text check (length(transportation) <= 500),
  add constraint location_transportation_hidden check (not is_confidential or transportation is null);
alter table confidential_site add column transportation text;

create or replace function note_entry_change() returns trigger language plpgsql as $$
declare
  bookkeeping constant text[] := array['version', 'digest', 'edition', 'imported_on', 'edited_fields', 'missing_since',
    'missed_editions', 'name_key', 'search_text', 'search_vector'];
  hidden constant text[] := array['name', 'address_1', 'address_2', 'latitude', 'longitude', 'position_precision',
    'transportation'];
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
