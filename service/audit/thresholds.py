"""Probabilities at which the audit decides. Set on ``evals/datasets/findings/dev``."""

#: A goal supports an objective at or above this.
SUPPORTS = 0.5
#: A goal that was declared under an objective needs less: its owner vouches for it.
DECLARED_SUPPORTS = 0.25
#: A declared parent gives way when another objective is better by this much.
BETTER_BY = 0.35
#: Two texts with at least this cosine may set the same result.
SAME_RESULT = 0.72
#: Two subjects with at least this cosine are the same thing in other words.
SAME_SUBJECT = 0.6
#: Goals below this cosine are not compared as a pair: they speak of different things.
COMPARABLE = 0.35
