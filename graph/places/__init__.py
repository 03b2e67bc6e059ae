"""Places by their codes, for the map: what they have (tasks, completion, a figure), and the steps of its colours.

May import: ledgers, asking, stores, cypher, model, ingest.
"""
