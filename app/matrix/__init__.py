"""责任矩阵: tasks by departments.

May import: parts, frame, gate, graph, services, model.
"""
