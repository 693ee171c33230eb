-- An association that is not in the directory yet proposes its entry by a link sent to its e-mail address. The entry waits in
-- quarantine_row under the source "propositions"; its id is made from that of the link, which therefore shows what became of it.
alter table upkeep_link drop constraint upkeep_link_kind_check;
alter table upkeep_link add constraint upkeep_link_kind_check check (kind in ('code', 'campaign', 'reminder', 'proposal'));
create index quarantine_row_offer on quarantine_row (offer_id);
