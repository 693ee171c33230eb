-- Whoever referred is told, without a word of the person, that a message back is there to be read: once for each end of a referral.
create table told_back (
  tenant_id uuid not null,
  controller_id uuid not null,
  referral_id uuid not null,
  account_id uuid not null,
  status text not null check (status in ('waiting', 'sent', 'failed', 'withheld')),
  made_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, controller_id, referral_id),
  check ((status = 'waiting') = (ended_at is null)),
  foreign key (tenant_id, controller_id, referral_id) references referral (tenant_id, controller_id, id) on delete cascade
);
alter table told_back enable row level security;
alter table told_back force row level security;
create policy told_back_tenant on told_back as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy told_back_controller on told_back
  using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ','))::uuid[]));
grant select, insert, update on told_back to tisser_app;
