"""责任矩阵: tasks by departments.

May import: parts, frame, graph, services, model.
"""
