-- What is told of the access, in a form that statements about many offers can join to the places that they read already: the view
-- of 0134 reads each offer again, which is right for one and slow for a thousand.
create view joined_access with (security_invoker = true) as
select k.location_id, p.wheelchair, p.access_features
from access_link k join access_place p on p.source = k.source and p.id = k.place_id
where k.is_joined and p.gone_on is null;
grant select on joined_access to tisser_app;

-- The words of the offer's own source or of a human where there are some, else those of the joined place.
create function told_wheelchair(own text, edited text[], joined text) returns text language sql immutable as $$
  select case when own <> 'unknown' or 'wheelchair' = any (edited) then own else coalesce(joined, 'unknown') end
$$;
create function told_features(own text[], edited text[], joined text[]) returns text[] language sql immutable as $$
  select case when own <> '{}' or 'access_features' = any (edited) then own else coalesce(joined, '{}') end
$$;
