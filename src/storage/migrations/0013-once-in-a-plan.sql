-- An offer stands once in what a person wants to do; it may be chosen again after it was done or given up.
alter table plan_item no force row level security;
with twice as (
  select tenant_id, controller_id, id,
    row_number() over (partition by tenant_id, controller_id, person_id, offer_id order by added_at, id) as place
  from plan_item where status = 'chosen' and offer_id is not null
)
update plan_item set status = 'dropped', version = version + 1
from twice
where twice.place > 1
  and (plan_item.tenant_id, plan_item.controller_id, plan_item.id) = (twice.tenant_id, twice.controller_id, twice.id);
alter table plan_item force row level security;
create unique index plan_item_offer on plan_item (tenant_id, controller_id, person_id, offer_id)
  where status = 'chosen' and offer_id is not null;

-- Both tables are written by append_audit alone, entry first, and `audit verify` compares them in both directions:
-- looking the same entry up once more for each id made the reading of a list twice as long.
alter table audit_subject drop constraint audit_subject_tenant_id_seq_fkey;
