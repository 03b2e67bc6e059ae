"""Figures that answer figures: a lower policy's those above, a report's those of a plan.

May import: lineage, loading, stores, cypher, model, ingest.
"""
