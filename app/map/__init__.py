"""地图: tasks, completion and figures by place, as tiles.

May import: parts, frame, gate, graph, services, model.
"""
