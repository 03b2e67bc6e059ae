"""The command that answers questions as people write them.

May import: settling, options, recorded, show, services, graph, ingest, model.
"""
