"""The ledger of the year, for commands and page alike: what people report of tasks, into the graph and its plain file.

May import: services, graph, ingest, model.
"""
