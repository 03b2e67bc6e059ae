"""What people decide and enter: kept in the graph and in plain files, and put in the place of what documents say.

May import: ledgers, asking, loading, stores, cypher, model, ingest.
"""
