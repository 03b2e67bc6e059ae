"""Clauses of responsibility: who leads and who supports, in brackets, lines and sentences.

May import: organisations, places, text, model.
"""
