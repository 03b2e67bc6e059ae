"""The query catalogue, and the names and periods that people ask for.

May import: stores, cypher, model, ingest.
"""
