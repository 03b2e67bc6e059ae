"""The query catalogue, usual questions, names and periods in them.

May import: stores, cypher, model, ingest.
"""
