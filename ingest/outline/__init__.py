"""Numbered items, nested, and what each heading is for.

May import: text, model.
"""
