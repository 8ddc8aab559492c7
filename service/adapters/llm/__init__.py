"""Language models: whom to ask, and what stands around them.

    Traced → Caching | files → Budgeted → CircuitBreaker → Limited → Retrying → Negotiating
           → LangChainModel

Each wraps the next; see ``service.bootstrap``. Files are recordings, replays and batches.
"""
