-- A referral came to an end that the person should hear of, and neither a message nor a letter may tell them: somebody calls. Until they were
-- reached, or somebody acts on it.
alter table referral add column person_to_tell_at timestamptz;
