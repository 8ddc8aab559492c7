"""Answers as other programs read them: the JSON of command line, REST API and store.

The shape is versioned by ``SCHEMA_VERSION``; a field is added, never renamed or removed, within one
version.
"""
