-- When the receiver or the person told that a referral is completed, until a worker acknowledges or disputes it (spec/pathway.md §4.2).
alter table referral add column completion_told_at timestamptz
  check (completion_told_at is null or status = 'completed');

-- Those that others completed before there was such an act: they wait to be acknowledged. There may be none.
alter table referral no force row level security;
alter table referral_event no force row level security;
update referral set completion_told_at = last_act_at
where status = 'completed' and (
  select e.by_kind from referral_event e
  where e.tenant_id = referral.tenant_id and e.controller_id = referral.controller_id and e.referral_id = referral.id
    and e.move = 'complete'
  order by e.position desc limit 1) <> 'worker';
alter table referral_event force row level security;
alter table referral force row level security;
