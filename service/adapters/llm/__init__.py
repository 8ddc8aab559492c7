"""The language model: one request through LangChain, and what makes it dependable.

    Traced → CircuitBreaker → Limited → Retrying → Negotiating → LangChainModel

Each wraps the next; see ``service.bootstrap``.
"""
