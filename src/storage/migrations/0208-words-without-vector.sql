-- The open data are searched by words as the lists are: in the index in memory. The vector of French words cost two thirds of writing
-- an offer. The column stays (an older program may still write beside this one) and is no longer computed.
drop index service_at_location_search;
alter table service_at_location alter column search_vector drop expression;
comment on column service_at_location.search_vector is 'no longer computed nor read since migration 0208';
