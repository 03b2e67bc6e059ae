"""Documents by the hundred thousand: read on many machines into Parquet, and from there into a graph.

May import: services, graph, ingest, model.
"""
