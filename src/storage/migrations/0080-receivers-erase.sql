-- What whoever received a referral answered once it was taken back: erased, or kept and on what ground.

alter table referral
  add column erasure_asked_at timestamptz,
  add column erasure_reminders integer not null default 0 check (erasure_reminders >= 0),
  add column erasure_answer text check (erasure_answer in ('erased', 'kept')),
  add column erasure_ground text
    check (erasure_ground in ('legal-obligation', 'public-task', 'legal-claims', 'own-relation')),
  add column erasure_answered_at timestamptz,
  -- who said it: the receiver by their link, or a worker who was told
  add column erasure_answered_by text check (erasure_answered_by in ('receiver', 'worker')),
  add constraint referral_erasure_answered check (
    (erasure_answer is null) = (erasure_answered_at is null) and (erasure_answer is null) = (erasure_answered_by is null)),
  add constraint referral_erasure_asked check (erasure_answer is null or erasure_asked_at is not null),
  add constraint referral_erasure_kept check ((coalesce(erasure_answer, '') = 'kept') = (erasure_ground is not null));
