"""Divisions, regions and villages by name; whose a document number is.

May import: text, model.
"""
