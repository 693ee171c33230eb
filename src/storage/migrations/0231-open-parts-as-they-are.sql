-- Parts of the dump are packed already (decision 114): PostgreSQL need not try to pack them again.
alter table open_part alter column body set storage external;
