-- What matching needs to know of an offer (docs/matching.md). All of it is optional: what a source does not say is empty
-- or 'unknown', and is then read from the words of the entry or left open.
alter table service
  add column offer_type text,
  add column attendance text[] not null default '{}',
  add column publics_restricted boolean not null default false,
  add column age_min smallint check (age_min between 0 and 120),
  add column age_max smallint check (age_max between 0 and 120),
  add column gender text check (gender in ('women', 'men')),
  add column languages text[] not null default '{}',
  add column group_size text check (group_size in ('small', 'medium', 'large')),
  add column ways_in text[] not null default '{}',
  add column transport_provided boolean not null default false,
  add column by_and_for boolean not null default false,
  add column cost_amount double precision check (cost_amount >= 0),
  add column cost_per text check (cost_per in ('session', 'month', 'quarter', 'year')),
  -- whom it serves: codes of communes or départements; null when it does not say
  add column area_type text check (area_type in ('country', 'departement', 'communes')),
  add column area_values text[] not null default '{}';

alter table service_at_location
  add column wheelchair text not null default 'unknown' check (wheelchair in ('yes', 'limited', 'no', 'unknown')),
  add column access_features text[] not null default '{}',
  add column capacity_status text not null default 'ask'
    check (capacity_status in ('capacity', 'waitlist', 'no-capacity', 'ask')),
  add column capacity_note text,
  -- how one is received, and by whom to ask for; never a surname
  add column welcome text,
  -- dated occurrences: [{start, end, remaining}]
  add column sessions jsonb not null default '[]';

-- Which offers changed, and in which transaction: one row an offer. Indexes in memory read it above the cursor they stand
-- at and below the oldest transaction still open, so that none is missed (decision 24). No personal data, no row security.
create table offer_change (
  offer_id uuid primary key references service_at_location (id) on delete cascade,
  changed_in xid8 not null
);
create index offer_change_changed_in on offer_change (changed_in);
grant select, insert, update on offer_change to tisser_app;

create function note_offer_change() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'service_at_location' then
    insert into offer_change (offer_id, changed_in)
    select changed.id, pg_current_xact_id() from changed
    on conflict (offer_id) do update set changed_in = excluded.changed_in;
  elsif tg_table_name = 'service' then
    insert into offer_change (offer_id, changed_in)
    select sal.id, pg_current_xact_id() from service_at_location sal join changed on changed.id = sal.service_id
    on conflict (offer_id) do update set changed_in = excluded.changed_in;
  elsif tg_table_name = 'location' then
    insert into offer_change (offer_id, changed_in)
    select sal.id, pg_current_xact_id() from service_at_location sal join changed on changed.id = sal.location_id
    on conflict (offer_id) do update set changed_in = excluded.changed_in;
  else
    insert into offer_change (offer_id, changed_in)
    select sal.id, pg_current_xact_id() from service_at_location sal
    join service s on s.id = sal.service_id join changed on changed.id = s.organization_id
    on conflict (offer_id) do update set changed_in = excluded.changed_in;
  end if;
  return null;
end
$$;

create trigger service_at_location_noted_new after insert on service_at_location
  referencing new table as changed for each statement execute function note_offer_change();
create trigger service_at_location_noted after update on service_at_location
  referencing new table as changed for each statement execute function note_offer_change();
create trigger service_noted after update on service
  referencing new table as changed for each statement execute function note_offer_change();
create trigger location_noted after update on location
  referencing new table as changed for each statement execute function note_offer_change();
create trigger organization_noted after update on organization
  referencing new table as changed for each statement execute function note_offer_change();
