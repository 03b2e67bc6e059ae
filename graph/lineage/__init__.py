"""Measures linked to those above that they carry out; chains up and down; two plans compared.

May import: identity, decisions, ledgers, asking, loading, stores, cypher, model, ingest.
"""
