-- A request to be called back that a professional left on behalf of somebody, with their agreement: who it was, and whether they wish
-- to be told how it ended. Sealed with the key of the request, gone with it.
create table call_referrer (
  tenant_id uuid not null,
  controller_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  kind text not null check (kind in ('doctor', 'midwife', 'home-help', 'mobile-unit', 'other-professional')),
  is_priority boolean not null,
  left_at timestamptz not null,
  -- none: nothing was wished back; otherwise whether the message back went
  told text not null check (told in ('none', 'wished', 'waiting', 'sent', 'failed', 'withheld')),
  told_at timestamptz,
  -- name, address, language
  content bytea not null,
  primary key (tenant_id, controller_id, id),
  foreign key (tenant_id, controller_id, request_id) references call_request (tenant_id, controller_id, id) on delete cascade
);
create index call_referrer_request on call_referrer (tenant_id, controller_id, request_id);

alter table call_referrer enable row level security;
alter table call_referrer force row level security;
create policy call_referrer_tenant on call_referrer as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy call_referrer_controller on call_referrer
  using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ',')::uuid[])::uuid[]));
grant select, insert, update on call_referrer to tisser_app;

alter table call_request drop constraint call_request_read_first_check;
alter table call_request add constraint call_request_read_first_check
  check (read_first in ('worrying-words', 'priority'));
