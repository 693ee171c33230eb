-- Imports ask which places of a source are confidential, so that nothing of what its feed says of them is kept: few are.
create index location_confidential_places on location (source) where is_confidential;
