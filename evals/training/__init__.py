"""Fit what ranking, abstention and linking learn; deterministic.

Only what was written for it is read (``evals/datasets``: ``relevance/train``,
``abstention/*_train.txt``, ``findings/dev``) and the library's own example objectives, never a
dataset that others wrote or a test split.
"""
