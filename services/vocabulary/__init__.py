"""An office's own words, in a folder beside the graph: laid over the package's, checked, tried on the graph, passed on.

May import: services, graph, ingest, model.
"""
