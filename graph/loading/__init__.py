"""Documents in and out as transactions; several documents on one node.

May import: stores, cypher, model.
"""
