"""Indexes that find candidates: Chroma, exact search, BM25."""
