"""Scores of a whole answer: not only its order, but whether a planner could adopt the set."""
