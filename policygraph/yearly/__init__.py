"""The commands with which an office drives its plans through the year.

May import: settling, options, recorded, show, shell, services, graph, ingest, model.
"""
