"""Ledgers beside the plans whose tasks they tell of: which of their rows is which task.

May import: asking, loading, stores, cypher, model, ingest.
"""
