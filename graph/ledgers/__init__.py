"""Ledgers beside the plans whose tasks they tell of: which of their rows is which task.

May import: loading, stores, cypher, model, ingest.
"""
