-- When somebody may be written to or called, as parts of the week that the program looks at when a message is about to go; and
-- what happened in a person's life that ends or pauses things by itself (spec/pathway.md §4.2).
alter table person
  add column contact_moments text[] not null default '{}',
  add column life_event text check (life_event in ('death', 'moved', 'hospital', 'absence')),
  add column life_event_at timestamptz,
  add constraint person_life_event check ((life_event is null) = (life_event_at is null));
