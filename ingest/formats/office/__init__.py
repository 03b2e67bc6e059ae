"""Word and Excel packages, and old formats through LibreOffice.

May import: formats, text, model.
"""
