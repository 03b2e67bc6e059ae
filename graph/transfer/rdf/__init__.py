"""The graph as RDF, over a vocabulary of ours that published ones are named beside.

May import: transfer, stores, cypher, model.
"""
