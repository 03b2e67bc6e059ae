"""核对: what may be one, what is wrong, what was decided.

May import: parts, frame, gate, graph, services, model.
"""
