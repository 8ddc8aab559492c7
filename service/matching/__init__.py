"""How near a text is to KPIs: cosine corrected for hubness, examples, words."""
