"""Pages of files as they look, drawn in a process that can be ended.

May import: services, graph, ingest, model.
"""
