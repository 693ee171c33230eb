-- When it was time to ask how a started referral is going (spec/pathway.md §4.3, "review at 3 months"); any act ends it.
alter table referral add column review_asked_at timestamptz;

-- Those under way that had started before: the same delay from their last act. There may be none.
alter table referral no force row level security;
insert into timer_due (tenant_id, controller_id, kind, id, due_at)
  select tenant_id, controller_id, 'referral-review', id, last_act_at + interval '90 days'
  from referral where status = 'started' and loop = 'open';
alter table referral force row level security;
