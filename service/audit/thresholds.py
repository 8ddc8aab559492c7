"""Where the audit decides. Set on ``evals/datasets/findings/dev``, never on a test split."""

#: Below this probability of belonging, a goal hangs from nothing.
BELONGS = 0.45
#: Besides the best objective, a goal supports those at least this probable against it.
ALSO_SUPPORTS = 0.8
#: What a goal is declared under counts down to this, as its owner vouches for it.
DECLARED_SUPPORTS = 0.045
#: A goal that is declared under something supports another objective from this choice on.
UNDECLARED_SUPPORTS = 0.6
#: Two goals with the same number and at least this cosine set the same result.
SAME_RESULT = 0.42
#: With a number that many goals have.
SAME_RESULT_COMMON_NUMBER = 0.6
#: Texts that share this part of their words, and have others on both sides, differ by a name.
ALIKE_BUT_FOR_A_NAME = 0.6
#: Without a number to compare, the texts must be this near.
SAME_WORDS = 0.85
#: Two subjects with at least this cosine are the same thing in other words.
SAME_SUBJECT = 0.6
#: Goals below this cosine are not compared as a pair: they speak of different things.
COMPARABLE = 0.35
#: Weaker ways through KPIs are not offered as the reason for a link.
PATH_WORTH_TELLING = 0.1
#: A goal that shares this many of its parent's content words says nothing else.
COPY_BY_WORDS = 0.75
#: In other words it is a copy from this cosine on.
COPY_BY_MEANING = 0.88
#: With the same number in both, from this one on.
COPY_WITH_NUMBER = 0.72
#: An objective with this share of the goals has far more than half.
CONCENTRATED = 0.57
#: A department's goal stands between when it, or one under it, is this near.
BETWEEN = 0.53
#: A measure below this cosine to what the goal wants is about something else.
MEASURES = 0.46
#: Goal and parent that start from one number move one measure from this cosine on; others from
#: the second on.
SAME_MEASURE = 0.6
SAME_MEASURE_UNANCHORED = 0.85
#: An aim that has a goal this near is served, and so is one to which some goal is nearer, by the
#: second, than to the other aim of the pair.
SERVES_AIM = 0.5
TURNS_TO_AIM = 0.03
#: Two goals of opposite pressure contend for the rare words they share from this product of weight
#: and cosine on, or from the second weight on, however far apart the texts are.
CONTESTED = 0.7
CONTESTED_CLEARLY = 2.0
