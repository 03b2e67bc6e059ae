"""Quantities with unit and comparison, what they count, which are targets, of which year.

May import: text, model.
"""
