"""A catalogue of KPIs in the formats that other tools read."""
