"""Tasks: each runs the production code on labelled data and measures it beside baselines."""
