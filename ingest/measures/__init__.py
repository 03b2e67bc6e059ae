"""Tasks and sections put together from outline, clauses and tables, and what they are about.

May import: head, roles, aims, figures, outline, tables, organisations, places, text, model.
"""
