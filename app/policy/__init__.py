"""政策: the page of one policy: what it is, whether it holds, its tasks and figures, what it rests on and what on it.

May import: parts, frame, gate, graph, services, model.
"""
