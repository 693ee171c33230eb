-- When a receiver was asked whether somebody on its waiting list still waits (spec/pathway.md §4.3, every 21 days), and from when
-- the worker is asked instead; any act ends both.
alter table referral add column waitlist_asked_at timestamptz;
alter table referral add column unconfirmed_from timestamptz;
alter table referral add constraint referral_waitlist_asked
  check ((waitlist_asked_at is null) = (unconfirmed_from is null));

-- Those that wait already: the same delay from their last act. There may be none.
alter table referral no force row level security;
insert into timer_due (tenant_id, controller_id, kind, id, due_at)
  select tenant_id, controller_id, 'referral-waitlist', id, last_act_at + interval '21 days'
  from referral where status = 'waitlisted' and loop = 'open';
alter table referral force row level security;
