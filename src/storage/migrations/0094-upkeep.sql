-- Organisations keep their entries by a link or a code sent to the e-mail address that their entry publishes: no account. A link is
-- kept as a digest. The address stands here only until the message has left; then a keyed digest of it says how often it was written to.
create table upkeep_link (
  id uuid primary key,
  digest bytea not null unique,
  kind text not null check (kind in ('code', 'campaign', 'reminder')),
  locale text not null check (locale in ('fr', 'en', 'es', 'ar')),
  send_to text check (length(send_to) <= 200),
  address_digest bytea not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  sent_at timestamptz,
  attempts integer not null default 0
);
create index upkeep_link_to_send on upkeep_link (made_at, id) where send_to is not null;
create index upkeep_link_address on upkeep_link (address_digest, made_at);

-- The entries of a link, and the answer given by it; by a link that was sent unasked each is answered once.
create table upkeep_link_offer (
  link_id uuid not null references upkeep_link (id) on delete cascade,
  offer_id uuid not null references service_at_location (id),
  answer text check (answer in ('confirmed', 'corrected', 'closed', 'paused')),
  answered_at timestamptz,
  primary key (link_id, offer_id),
  check ((answer is null) = (answered_at is null))
);
create index upkeep_link_offer_offer on upkeep_link_offer (offer_id);

-- How often the organisation wants to be asked whether an entry is still right: months, 0 for never; and when it was asked last.
create table upkeep_reminder (
  offer_id uuid primary key references service_at_location (id),
  months integer check (months in (0, 3, 6, 12)),
  due_on date,
  asked_on date
);
create index upkeep_reminder_due on upkeep_reminder (due_on) where due_on is not null;

-- A closure that ends by itself: while it lasts, the hours hold it as OSM tells it; then they are again what they were.
create table entry_pause (
  offer_id uuid primary key references service_at_location (id),
  until_on date not null,
  hours_before text not null,
  hours_with text not null,
  -- whether a human had edited the hours before
  was_edited boolean not null
);
create index entry_pause_until on entry_pause (until_on);

grant select, insert, update, delete on upkeep_link, upkeep_link_offer, upkeep_reminder, entry_pause to tisser_app;
