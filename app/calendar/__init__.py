"""日历: what falls due, by month, week and list; what is late on top.

May import: parts, frame, gate, graph, services, model.
"""
