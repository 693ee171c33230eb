-- Licensed words can be taken back: they are asked no more, and stay on record with who took them back, when and why.

alter table operator_text
  add column withdrawn_at timestamptz,
  add column withdrawn_by uuid,
  add column withdrawal_reason text check (char_length(withdrawal_reason) between 20 and 2000),
  add constraint operator_text_withdrawn check ((withdrawn_at is null) = (withdrawal_reason is null));
grant update (withdrawn_at, withdrawn_by, withdrawal_reason) on operator_text to tisser_app;
