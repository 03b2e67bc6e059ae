"""方案对比: two plans side by side: tasks, figures, units, deadlines.

May import: parts, frame, gate, graph, services, model.
"""
