"""Commands for documents by the hundred thousand.

May import: settling, options, recorded, show, services, graph, ingest, model.
"""
