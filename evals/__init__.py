"""Measures the production code against labelled data, beside simple baselines."""
