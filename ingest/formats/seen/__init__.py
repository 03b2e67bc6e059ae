"""A page of a file as it looks, with words lit on it: PDF, OFD, pictures.

May import: formats, text, model.
"""
