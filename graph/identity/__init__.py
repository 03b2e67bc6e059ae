"""One node for one thing: rules, what became of what, what people decided about it.

May import: decisions, ledgers, loading, stores, cypher, model, ingest.
"""
