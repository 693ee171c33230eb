-- Two offers of two sources that are the same thing, merged by a human: one is kept, the other leads to it and is never open while
-- it does. Both rows stay, so that un-merging restores them and imports of both sources go on (decision 0068).
alter table service_at_location
  add column merged_into uuid references service_at_location (id),
  add constraint service_at_location_merged check (
    merged_into is null or (merged_into <> id and closed_on is not null)
  );
create index service_at_location_merged_into on service_at_location (merged_into) where merged_into is not null;

-- Who merged is in the audit; here is when, and when it was undone.
create table offer_merge (
  id uuid primary key,
  merged_id uuid not null references service_at_location (id),
  kept_id uuid not null references service_at_location (id),
  merged_at timestamptz not null,
  undone_at timestamptz,
  check (merged_id <> kept_id)
);
create unique index offer_merge_standing on offer_merge (merged_id) where undone_at is null;
create index offer_merge_kept on offer_merge (kept_id);

-- A field of the kept offer or of its service that its own source leaves empty, filled from the merged one.
create table merge_fill (
  kind text not null check (kind in ('service', 'service_at_location')),
  entity_id uuid not null,
  field text not null,
  from_id uuid not null references service_at_location (id),
  value jsonb not null,
  primary key (entity_id, field)
);
create index merge_fill_from on merge_fill (from_id);

grant select, insert, update on offer_merge to tisser_app;
grant select, insert, update, delete on merge_fill to tisser_app;
