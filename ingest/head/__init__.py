"""Title, genre, number, issuer and dates; the policies that a document states; whose it is.

May import: organisations, places, figures, text, model.
"""
