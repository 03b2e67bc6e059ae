"""Characters, numerals, dates, edits: what is true of any Chinese text, and the cleaned text with its way back.

May import: model.
"""
