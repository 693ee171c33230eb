-- Somebody who agrees to nothing being told is given the address and goes themselves (spec/pathway.md §4.5 (4)): counted by month, of an
-- organisation and an offer, about nobody.
create table address_given (
  tenant_id uuid not null,
  controller_id uuid not null,
  offer_id uuid not null,
  -- first day of the month
  month date not null check (extract(day from month) = 1),
  times int not null check (times > 0),
  primary key (tenant_id, controller_id, offer_id, month),
  foreign key (tenant_id, controller_id) references controller (tenant_id, id)
);

alter table address_given enable row level security;
alter table address_given force row level security;
create policy address_given_tenant on address_given as restrictive
  using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid));
create policy address_given_controller on address_given
  using (controller_id = any ((select string_to_array(nullif(current_setting('tisser.controllers', true), ''), ',')::uuid[])::uuid[]));
grant select, insert, update on address_given to tisser_app;
