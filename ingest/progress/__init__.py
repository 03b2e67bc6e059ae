"""How tasks stand, as the rows of ledgers and the sentences of bulletins and reports tell.

May import: measures, roles, figures, outline, tables, organisations, text, model.
"""
