"""What all sides speak: records, the ontology and its check, errors, the words that people see.

May import: nothing of ours.
"""
