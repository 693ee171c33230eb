-- What a territory decided about the delays of its loops, in days. Decisions are added, never changed: the newest one counts, for what
-- is done from then on (decision 0087). No personal data of anybody helped.
create table delay_decision (
  tenant_id uuid not null references territory (id),
  id uuid not null,
  -- place in the decisions, without a gap: two at once cannot take the same
  position integer not null check (position > 0),
  -- null: back to the defaults
  delays jsonb,
  reason text not null check (char_length(reason) between 20 and 2000),
  decided_at timestamptz not null,
  decided_by uuid,
  primary key (tenant_id, id),
  unique (tenant_id, position)
);
alter table delay_decision enable row level security;
alter table delay_decision force row level security;
create policy delay_decision_tenant on delay_decision
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
grant select, insert on delay_decision to tisser_app;
