"""Two plans side by side beyond their tasks: figures by indicator, units, deadlines.

May import: lineage, identity, decisions, ledgers, asking, loading, stores, cypher, model, ingest.
"""
