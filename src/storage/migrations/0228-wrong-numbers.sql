-- The number or address that was told to be wrong, sealed: nothing more is sent to it until the file says another (notes/reliability.md §3).
alter table contact_note add column wrong_address bytea check (wrong_address is null or outcome = 'wrong-number');
