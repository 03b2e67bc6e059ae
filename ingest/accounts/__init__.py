"""How far a document was read: each name of a unit, role, figure, date and title used, set aside, or unread.

May import: citations, measures, head, figures, roles, organisations, outline, places, text, model.
"""
