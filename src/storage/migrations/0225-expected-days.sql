-- A day that a receiver may tell (spec/pathway.md §4.3): by when they will answer, while a referral waits for their answer, and about when
-- there may be a place, on a waiting list. Neither is owed; the end of waiting is counted from the first.
alter table referral add column expected_on date check (expected_on is null or status in ('sent', 'waitlisted'));
