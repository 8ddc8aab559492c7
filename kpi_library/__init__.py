"""The curated KPI library: data, its type, and the rules that keep it sound.

This package is a leaf: it imports nothing else of Plumbline.
"""
