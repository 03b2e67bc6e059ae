"""Commands for an office's own words.

May import: options, recorded, show, shell, services, graph, ingest, model.
"""
