"""Questions as people write them: slots over the graph's names, the query that they ask for, the answer in a sentence.

May import: lineage, ledgers, asking, loading, stores, cypher, model, ingest.
"""
