"""Targets of KPIs: the objective's numbers, what follows from them, and where history leads."""
