"""检索: what has the words that were written into the box on top of every page, by kind.

May import: parts, frame, gate, graph, services, model.
"""
