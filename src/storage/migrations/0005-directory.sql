-- The public directory: who offers what, where (HSDS 3.0 words; data·inclusion v1 words where HSDS has none).
-- It holds no personal data and no row security: everybody may read it. Columns of feeds that name a contact
-- person are never imported.

-- A producer of entries, as its folder under exchange/sources declares it.
create table source (
  id text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,79}$'),
  name text not null,
  licence text not null,
  url text,
  -- digest of the file imported last, and its day
  edition text,
  imported_on date
);

-- One file of a source, as it was imported.
create table source_edition (
  source text not null references source (id),
  edition text not null,
  file_name text not null,
  imported_at timestamptz not null,
  read integer not null,
  created integer not null,
  updated integer not null,
  unchanged integer not null,
  closed integer not null,
  refused integer not null,
  primary key (source, edition, imported_at)
);

-- Columns that the four kinds of entries share:
--   source, source_id   where the entry comes from; the id is made of both (UUID version 5)
--   confirmed_on        day on which the producer last confirmed it
--   imported_on         day of the import that last changed it; edition: digest of that file
--   edited_fields       fields that a human edited: an import never overwrites them
--   digest              of the values as the producer gave them, so that "unchanged" is cheap
--   missing_since, missed_editions, closed_on   an entry that vanished is closed after a grace
--   version             counts the changes
create table organization (
  id uuid primary key,
  name text not null,
  description text,
  legal_status text,
  siret text check (siret ~ '^[0-9]{14}$'),
  website text,
  email text,
  confirmed_on date,
  source text not null references source (id),
  source_id text not null,
  imported_on date not null,
  edition text not null,
  edited_fields text[] not null default '{}',
  digest text not null,
  missing_since date,
  missed_editions integer not null default 0,
  closed_on date,
  version integer not null default 1,
  unique (source, source_id)
);

create table location (
  id uuid primary key,
  organization_id uuid not null references organization (id),
  name text,
  address_1 text,
  address_2 text,
  postal_code text check (postal_code ~ '^[0-9]{5}$'),
  city text not null,
  code_insee text check (code_insee ~ '^[0-9][0-9AB][0-9]{3}$'),
  latitude double precision check (latitude between -90 and 90),
  longitude double precision check (longitude between -180 and 180),
  position_precision text check (position_precision in ('address', 'street', 'town', 'area')),
  confirmed_on date,
  source text not null references source (id),
  source_id text not null,
  imported_on date not null,
  edition text not null,
  edited_fields text[] not null default '{}',
  digest text not null,
  missing_since date,
  missed_editions integer not null default 0,
  closed_on date,
  version integer not null default 1,
  unique (source, source_id),
  check ((latitude is null) = (longitude is null) and (latitude is null) = (position_precision is null))
);
create index location_position on location (latitude, longitude);
create index location_code_insee on location (code_insee);

create table service (
  id uuid primary key,
  organization_id uuid not null references organization (id),
  name text not null,
  kind text not null,
  summary text,
  description text,
  url text,
  email text,
  categories text[] not null check (cardinality(categories) > 0),
  interventions text[] not null check (cardinality(interventions) > 0),
  publics text[] not null,
  frais text[] not null,
  service_labels text[] not null,
  conditions_acces text,
  confirmed_on date,
  source text not null references source (id),
  source_id text not null,
  imported_on date not null,
  edition text not null,
  edited_fields text[] not null default '{}',
  digest text not null,
  missing_since date,
  missed_editions integer not null default 0,
  closed_on date,
  version integer not null default 1,
  unique (source, source_id)
);

-- What the public knows as an offer: this service, at this place, at these hours.
create table service_at_location (
  id uuid primary key,
  service_id uuid not null references service (id),
  location_id uuid not null references location (id),
  phones text[] not null,
  opening_hours text,
  hours_note text,
  -- name without accents, case and punctuation: the evidence of a duplicate
  name_key text not null,
  -- words of the offer in small letters without accents
  search_text text not null,
  search_vector tsvector generated always as (to_tsvector('french', search_text)) stored,
  confirmed_on date,
  source text not null references source (id),
  source_id text not null,
  imported_on date not null,
  edition text not null,
  edited_fields text[] not null default '{}',
  digest text not null,
  missing_since date,
  missed_editions integer not null default 0,
  closed_on date,
  version integer not null default 1,
  unique (source, source_id)
);
create index service_at_location_location on service_at_location (location_id);
create index service_at_location_service on service_at_location (service_id);
create index service_at_location_name_key on service_at_location (name_key);
create index service_at_location_phones on service_at_location using gin (phones);
create index service_at_location_search on service_at_location using gin (search_vector);

-- Where an import brought another value than the one a human wrote: shown, never applied.
create table import_difference (
  kind text not null check (kind in ('organization', 'location', 'service', 'service_at_location')),
  entity_id uuid not null,
  field text not null,
  stored_value jsonb,
  imported_value jsonb,
  source text not null references source (id),
  edition text not null,
  recorded_on date not null,
  resolved_on date,
  primary key (entity_id, field)
);

-- Two offers of two sources that look like the same one; a human decides.
create table duplicate_proposal (
  id uuid not null references service_at_location (id),
  other_id uuid not null references service_at_location (id),
  score double precision not null check (score > 0 and score <= 1),
  -- codes: same-name, same-phone
  evidence text[] not null,
  distance_metres integer,
  proposed_on date not null,
  decision text check (decision in ('same', 'different')),
  decided_on date,
  primary key (id, other_id),
  check (id < other_id)
);
create index duplicate_proposal_other on duplicate_proposal (other_id);

-- Exact centres of towns from an official file (`import communes`); they take the place of the approximate ones in the code.
create table town_position (
  code text primary key check (code ~ '^[0-9][0-9AB][0-9]{3}$'),
  latitude double precision not null check (latitude between -90 and 90),
  longitude double precision not null check (longitude between -180 and 180),
  source text not null,
  imported_on date not null
);

grant select, insert, update, delete on town_position to tisser_app;
grant select, insert, update on source, organization, location, service, service_at_location to tisser_app;
grant select, insert on source_edition to tisser_app;
grant select, insert, update on import_difference to tisser_app;
grant select, insert, update, delete on duplicate_proposal to tisser_app;
