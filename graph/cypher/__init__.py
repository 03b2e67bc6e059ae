"""Cypher as text: its tokens, each engine's spelling, what may be read, what no engine can stop.

May import: model.
"""
