"""Beside which plans a document that tells of tasks is held, and which of their tasks its words and orders are about.

May import: ledgers, asking, loading, stores, cypher, model, ingest.
"""
