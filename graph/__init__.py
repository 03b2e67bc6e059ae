"""The graph: stores, loading, identity, queries, descent, analysis, export.

May import: ingest, model.
"""
