"""总览: what is in the graph, and what needs a look.

May import: parts, frame, gate, graph, services, model.
"""
