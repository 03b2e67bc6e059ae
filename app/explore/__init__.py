"""图谱探索: the graph by hand.

May import: parts, frame, gate, graph, services, model.
"""
