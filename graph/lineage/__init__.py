"""Measures linked to those above that they carry out; chains up and down; two plans compared.

May import: decisions, ledgers, asking, loading, stores, cypher, model, ingest.
"""
