"""导入: files in, what was read of them, documents out.

May import: parts, frame, gate, graph, services, ingest, model.
"""
