"""What is meant beyond the words: what is not so, two beside each other, what the page says already, what is changed.

May import: questions, lineage, ledgers, asking, loading, stores, cypher, model, ingest.
"""
