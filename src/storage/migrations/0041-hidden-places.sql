-- Hiding a place forgets the differences that imports had noted of its address.
grant delete on import_difference to tisser_app;
