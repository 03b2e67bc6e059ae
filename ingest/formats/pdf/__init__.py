"""PDF, and pages as pictures: characters with their places, ruling lines, paragraphs, tables.

May import: formats, text, model.
"""
