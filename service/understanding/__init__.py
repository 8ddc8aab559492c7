"""Reads an objective or goal in English, by a small grammar and without an LLM."""
