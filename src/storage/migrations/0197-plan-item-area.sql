-- What a thing in a plan is (decision 0134): whether the person helps by it, and whether it is about ties or a practical need.
alter table plan_item add column is_helping boolean not null default false;
alter table plan_item add column area text not null default 'social'
  check (area in ('social', 'rights', 'transport', 'digital', 'care'));
