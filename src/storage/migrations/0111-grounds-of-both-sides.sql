-- The ground for sharing follows from both sides: two more grounds, and the accord on which what is shared rests.
alter table sharing_agreement no force row level security;
alter table accord no force row level security;
alter table sharing_agreement add column accord_id uuid;
alter table sharing_agreement drop constraint sharing_agreement_ground_check;
alter table sharing_agreement add constraint sharing_agreement_ground_check
  check (ground in ('person-agreed', 'same-care-team', 'self-referral', 'social-action', 'joint-controllers'));
alter table sharing_agreement add constraint sharing_agreement_accord
  foreign key (tenant_id, accord_id) references accord (tenant_id, id);
create index sharing_agreement_accord on sharing_agreement (tenant_id, accord_id) where accord_id is not null;
alter table accord force row level security;
alter table sharing_agreement force row level security;
