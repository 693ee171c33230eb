-- How one gets into a place, as a source of such facts tells it (AccèsLibre): its own group of fields, with its own provenance and
-- freshness, joined to our places and never written into them. Only places of towns in which the directory has something are kept.
-- Public data of establishments, no row security (decision 0113).
create table access_place (
  source text not null references source (id),
  -- id that the producer gives it
  id text not null,
  name text not null,
  siret text check (siret ~ '^[0-9]{14}$'),
  -- street with its number, folded for comparing; null when it is not told
  street_key text,
  code_insee text not null check (code_insee ~ '^[0-9][0-9AB][0-9]{3}$'),
  latitude double precision check (latitude between -90 and 90),
  longitude double precision check (longitude between -180 and 180),
  -- page of the producer on which it stands
  url text,
  wheelchair text not null check (wheelchair in ('yes', 'limited', 'no', 'unknown')),
  access_features text[] not null,
  -- day on which the producer last changed it; null when the file does not say
  confirmed_on date,
  digest text not null,
  -- digests of the file that brought it last, first, and changed
  edition text not null,
  first_edition text not null,
  changed_edition text not null,
  imported_on date not null,
  -- day of the file without it; null while it is there
  gone_on date,
  primary key (source, id),
  check ((latitude is null) = (longitude is null))
);
create index access_place_town on access_place (code_insee);
grant select, insert, update on access_place to tisser_app;

-- Which place of ours it may be: score and evidence. Joined at once where these are certain and nothing else could be meant; else a
-- human decides.
create table access_link (
  location_id uuid not null references location (id),
  source text not null,
  place_id text not null,
  score double precision not null check (score > 0 and score <= 1),
  -- codes of the list `accessEvidence`
  evidence text[] not null,
  distance_metres integer,
  proposed_on date not null,
  decision text check (decision in ('same', 'different')),
  decided_on date,
  is_joined boolean not null,
  primary key (location_id, source, place_id),
  foreign key (source, place_id) references access_place (source, id),
  check (decision is distinct from 'different' or not is_joined)
);
create unique index access_link_joined on access_link (location_id) where is_joined;
create index access_link_place on access_link (source, place_id);
grant select, insert, update, delete on access_link to tisser_app;

-- What is told of the access to an offer: by its own source or a human where they say something, else by the joined place.
create view offer_access with (security_invoker = true) as
select sal.id as offer_id,
  case when sal.wheelchair <> 'unknown' or 'wheelchair' = any (sal.edited_fields) then sal.wheelchair
    else coalesce(p.wheelchair, 'unknown') end as wheelchair,
  case when sal.access_features <> '{}' or 'access_features' = any (sal.edited_fields) then sal.access_features
    else coalesce(p.access_features, '{}') end as access_features,
  p.source as place_source, p.url as place_url, p.wheelchair as place_wheelchair,
  p.confirmed_on as place_confirmed_on, p.imported_on as place_imported_on
from service_at_location sal join location l on l.id = sal.location_id
left join access_link k on k.location_id = l.id and k.is_joined and not l.is_confidential
left join access_place p on p.source = k.source and p.id = k.place_id and p.gone_on is null;
grant select on offer_access to tisser_app;

-- Indexes in memory learn of it as of any other change of an offer (0007).
create function note_access_link() returns trigger language plpgsql as $$
begin
  insert into offer_change (offer_id, changed_in)
  select distinct sal.id, pg_current_xact_id() from service_at_location sal join changed on changed.location_id = sal.location_id
  on conflict (offer_id) do update set changed_in = excluded.changed_in;
  return null;
end
$$;
create trigger access_link_noted_new after insert on access_link
  referencing new table as changed for each statement execute function note_access_link();
create trigger access_link_noted after update on access_link
  referencing new table as changed for each statement execute function note_access_link();
create trigger access_link_noted_gone after delete on access_link
  referencing old table as changed for each statement execute function note_access_link();

create function note_access_place() returns trigger language plpgsql as $$
begin
  insert into offer_change (offer_id, changed_in)
  select distinct sal.id, pg_current_xact_id() from changed c
  join before b on b.source = c.source and b.id = c.id
  join access_link k on k.source = c.source and k.place_id = c.id and k.is_joined
  join service_at_location sal on sal.location_id = k.location_id
  where (b.digest, b.gone_on) is distinct from (c.digest, c.gone_on)
  on conflict (offer_id) do update set changed_in = excluded.changed_in;
  return null;
end
$$;
create trigger access_place_noted after update on access_place
  referencing old table as before new table as changed for each statement execute function note_access_place();
