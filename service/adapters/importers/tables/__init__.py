"""Rows from the files in which people keep lists: delimited text, spreadsheets, JSON, YAML."""
