"""Figures that answer figures: a lower policy's those above, a report's those of a plan; how much of an aim is reached.

May import: lineage, ledgers, loading, stores, cypher, model, ingest.
"""
