"""目标指标: figures by place and year.

May import: parts, frame, graph, services, model.
"""
