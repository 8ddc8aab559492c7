"""Prompt texts and their loader. A leaf: it imports nothing else of Plumbline."""
