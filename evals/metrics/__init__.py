"""Metrics, one a file.

Metrics of a ranking take one ranking and return a number. Metrics of a set of cases take
``counts``, how often each case stands in each resample, so that their interval is cheap.
"""
