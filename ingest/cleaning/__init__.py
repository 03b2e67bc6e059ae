"""Site furniture out, broken lines joined, every character with its way back to the original.

May import: tables, organisations, places, text, model.
"""
