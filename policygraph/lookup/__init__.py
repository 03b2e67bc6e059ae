"""The commands that look into a graph: queries, what there is, what was not read; one that takes a document out; and
one that looks at the machine.

May import: settling, options, recorded, show, shell, services, graph, ingest, model.
"""
