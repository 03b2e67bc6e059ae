"""Commands for documents by the hundred thousand.

May import: settling, options, recorded, show, shell, services, graph, ingest, model.
"""
