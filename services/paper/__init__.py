"""Papers of offices out of the graph, as .docx and .xlsx: what they say, and the look that an office gives them.

May import: ledgers, services, graph, ingest, model.
"""
