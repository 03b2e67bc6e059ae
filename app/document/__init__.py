"""文档: the page of one document: its text with what was read of it, its outline, its pages as they look.

May import: parts, frame, gate, graph, services, ingest, model.
"""
