-- What else §4.3 of spec/pathway.md times: what was prepared and not sent is brought forward after 7 days; the day after a meeting, and a month
-- later, both sides are asked whether somebody came. Any act ends them.
alter table referral add column draft_nudged_at timestamptz;
alter table referral add column meeting_on date check (meeting_on is null or status = 'contacted');
alter table referral add column attendance_asked_at timestamptz;

-- Those that wait to be sent already: the same delay from their last act. There may be none.
alter table referral no force row level security;
insert into timer_due (tenant_id, controller_id, kind, id, due_at)
  select tenant_id, controller_id, 'referral-draft', id, last_act_at + interval '7 days'
  from referral where status in ('draft', 'awaiting_consent') and loop = 'open';
alter table referral force row level security;
