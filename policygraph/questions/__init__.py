"""The command that answers questions as people write them.

May import: yearly, settling, options, recorded, show, shell, services, graph, ingest, model.
"""
