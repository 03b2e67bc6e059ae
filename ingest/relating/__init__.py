"""From what was understood of one document to records: nodes, edges, evidence.

May import: accounts, progress, citations, head, measures, figures, organisations, places, text, model.
"""
