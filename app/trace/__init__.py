"""政策溯源: a measure from county to centre and back.

May import: parts, frame, gate, graph, services, model.
"""
