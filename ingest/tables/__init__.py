"""Grids of tasks: columns by their headings, tables flattened into text.

May import: organisations, text, model.
"""
