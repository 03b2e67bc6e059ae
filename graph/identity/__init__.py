"""One node for one thing: rules, what became of what, what people decide.

May import: ledgers, loading, stores, cypher, model, ingest.
"""
