-- A relative, a friend or a neighbour may leave a request for somebody who said yes, as professionals do; they are never told how it ends.
alter table call_referrer drop constraint call_referrer_kind_check;
alter table call_referrer add constraint call_referrer_kind_check
  check (kind in ('doctor', 'midwife', 'home-help', 'mobile-unit', 'other-professional', 'relative'));
alter table call_referrer add constraint call_referrer_relative_check
  check (kind <> 'relative' or (told = 'none' and not is_priority));
