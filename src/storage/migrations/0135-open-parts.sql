-- The dump of services, made ready: a 256th of them each (by the first byte of their ids), as one member of a gzip stream. A part
-- holds while no offer of it changed in a transaction that its making could not see (decisions 24 and 114). Public data.
create table open_part (
  prefix smallint primary key check (prefix between 0 and 255),
  -- of the mapping, the address of the site and what sources say of themselves: a part made by another is made anew
  form text not null,
  -- every transaction below it was seen
  made_below xid8 not null,
  body bytea not null
);
grant select, insert, update, delete on open_part to tisser_app;
create index service_prefix on service (get_byte(uuid_send(id), 0));
