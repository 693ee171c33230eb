-- Who goes along to the first visit of a thing in a plan, as agreed with the person (issue 6 §3).
alter table plan_item add column accompanied_by text not null default 'nobody'
  check (accompanied_by in ('nobody', 'team', 'volunteer'));
