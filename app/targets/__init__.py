"""目标指标: figures by place and year.

May import: parts, frame, gate, graph, services, model.
"""
