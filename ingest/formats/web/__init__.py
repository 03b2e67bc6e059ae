"""Web pages: the document's own part of a page, its head, its tables.

May import: formats, text, model.
"""
