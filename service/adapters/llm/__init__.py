"""Language models: whom to ask, and what stands around them.

Each layer is itself a ``LanguageModel``. From the outside inwards: replies are recorded or
replayed, else recalled from the cache, else asked for within the budget.
"""
