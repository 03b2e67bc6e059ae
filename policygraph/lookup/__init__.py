"""The commands that look into a graph: queries, what there is, what was not read; and one that takes a document out.

May import: settling, options, recorded, show, shell, services, graph, ingest, model.
"""
