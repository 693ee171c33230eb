-- The day on which somebody who keeps the entry last said whether there is room. What a feed says is as old as the day on which it
-- confirmed the offer, or changed it.
alter table service_at_location add column capacity_on date;

update service_at_location sal set capacity_on = told.day
from (
  select entity_id, max(changed_on) as day from entry_change
  where kind = 'service_at_location' and cause in ('owner', 'moderator') and fields ?| array['capacity_status', 'capacity_note']
  group by entity_id
) told
where told.entity_id = sal.id and sal.edited_fields && array['capacity_status', 'capacity_note'];

-- The day since which it stands that there is room or none; null where nothing is told.
create function room_told_on(status text, note text, capacity_on date, edited_fields text[], confirmed_on date, imported_on date,
  upheld_on date) returns date language sql immutable as $$
  select case when status = 'ask' and note is null then null
    else greatest(
      case when edited_fields && array['capacity_status', 'capacity_note'] then coalesce(capacity_on, confirmed_on, imported_on)
        else coalesce(confirmed_on, imported_on) end,
      upheld_on) end
$$;
