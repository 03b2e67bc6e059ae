"""审计: who did what to the graph and when, for those who manage it.

May import: parts, frame, gate, services, graph, model.
"""
