-- How long a document of a file is kept, who kept it longer and why, and whether the person sees it on their own page (decision 0145).
alter table person_document add column kept_until timestamptz;
alter table person_document add column kept_longer text
  check (kept_longer in ('still-needed', 'procedure-open', 'person-asked', 'bound-to-keep'));
alter table person_document add column kept_longer_by uuid;
alter table person_document add check ((kept_longer is null) = (kept_longer_by is null));
-- decided with the person
alter table person_document add column on_own_page boolean not null default false;

-- Those brought already: six months from then, as those to come. There may be none.
alter table person_document no force row level security;
update person_document set kept_until = brought_at + interval '183 days';
alter table person_document force row level security;
alter table person_document alter column kept_until set not null;

-- removed once its time was over, by nobody
alter table person_document drop constraint person_document_removal_check;
alter table person_document add constraint person_document_removal_check
  check (removal in ('by-mistake', 'not-needed', 'person-asked', 'replaced', 'time-over'));

create index person_document_ending on person_document (tenant_id, controller_id, kept_until) where removed_at is null;
grant update (kept_until, kept_longer, kept_longer_by, on_own_page) on person_document to tisser_app;
