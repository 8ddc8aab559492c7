"""Keep every answer in SQLite."""
