"""Plain types of the field, with no I/O. Words: ``docs/glossary.md``."""
