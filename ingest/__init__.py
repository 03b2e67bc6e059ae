"""Reading: from the bytes of one document to its records, a pure function; no store is known here.

May import: model.
"""
