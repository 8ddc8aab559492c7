"""From an objective to a set of KPIs: understand, retrieve, rank, abstain, select, target."""
