-- When the rules of safe contact of a file were last known to be right: written, or said again by the person or to whoever accompanies
-- (notes/reliability.md §3, decision 0151). Null: not since the file was opened.
alter table person add column contact_confirmed_at timestamptz;
-- Not asked before this day: files that were there before anybody asked.
alter table person add column contact_ask_from timestamptz;

-- Those that would all be asked for on the day of the upgrade come over the ninety days after the newest change there is, by the last
-- bytes of their ids, which are random. There may be none.
alter table person no force row level security;
update person set contact_ask_from = newest.at + make_interval(days =>
    (get_byte(uuid_send(person.id), 14) * 256 + get_byte(uuid_send(person.id), 15)) % 90)
  from (select max(changed_at) as at from person) newest
  where person.opened_at < newest.at - interval '90 days';
alter table person force row level security;

create index person_contact_confirmed on person (tenant_id, controller_id, (coalesce(contact_confirmed_at, opened_at)))
  where status = 'open' and life_event is null and merged_into is null;

-- What the file said before a contact at which the rules were gone through; null where they were not. Taken back with the contact.
alter table contact_note add column confirmed_before timestamptz check (confirmed_before is null or outcome = 'reached');
