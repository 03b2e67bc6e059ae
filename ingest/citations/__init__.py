"""Policies that a text names, and which of them it rests on.

May import: head, places, text, model.
"""
