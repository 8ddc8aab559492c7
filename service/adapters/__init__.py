"""Everything that talks to the outside: models, indexes, files, the database."""
