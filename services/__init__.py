"""What commands and page alike do with a graph: read into it, download, decide, bring up to date.

May import: model, ingest, graph.
"""
