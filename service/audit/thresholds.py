"""Where the audit decides. Set on ``evals/datasets/findings/dev``, never on a test split."""

#: Below this probability of belonging, a goal hangs from nothing.
BELONGS = 0.5
#: A goal that its owner declared under an objective needs less evidence that it belongs.
DECLARED_BELONGS = 0.45
#: Besides the best objective, a goal supports those at least this probable against it.
ALSO_SUPPORTS = 0.8
#: What a goal is declared under counts down to this, as its owner vouches for it.
DECLARED_SUPPORTS = 0.2
#: Two goals with the same number and at least this cosine set the same result.
SAME_RESULT = 0.5
#: Without a number to compare, the texts must be this near.
SAME_WORDS = 0.85
#: Two subjects with at least this cosine are the same thing in other words.
SAME_SUBJECT = 0.6
#: Goals below this cosine are not compared as a pair: they speak of different things.
COMPARABLE = 0.35
#: Weaker ways through KPIs are not offered as the reason for a link.
PATH_WORTH_TELLING = 0.1
