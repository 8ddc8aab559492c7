"""Carries an objective down to departments, teams and persons; read ``pipeline.py``."""
