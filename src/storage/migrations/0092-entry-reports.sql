-- What anybody reports as wrong in an entry, until somebody decides about it. Whoever reports may leave a way to be answered: it is
-- the one personal value here, given for an answer alone (decision 0088); it goes with the decision, and after 30 days at the latest.
create table entry_report (
  id uuid primary key,
  offer_id uuid not null references service_at_location (id),
  -- code of the list `reportReason`
  reason text not null,
  words text check (length(words) <= 1000),
  contact text check (length(contact) <= 120),
  locale text not null check (locale in ('fr', 'en', 'es', 'ar')),
  reported_at timestamptz not null,
  -- code of the list `reportOutcome`
  outcome text,
  decided_at timestamptz,
  check ((outcome is null) = (decided_at is null)),
  check (outcome is null or (contact is null and words is null))
);
create index entry_report_waiting on entry_report (reported_at, id) where outcome is null;
create index entry_report_offer on entry_report (offer_id) where outcome is null;
grant select, insert, update on entry_report to tisser_app;
