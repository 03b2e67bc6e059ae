"""Names of units: lists of them, collectives, what they do, which one is meant, what it was before.

May import: places, text, model.
"""
