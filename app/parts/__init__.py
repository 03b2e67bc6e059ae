"""Pieces that several pages are made of: tables, sentences, charts, the drawn graph, a node's panel.

May import: frame, gate, graph, services, ingest, model.
"""
