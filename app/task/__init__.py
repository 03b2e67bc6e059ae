"""任务: the page of one task: its words, who does it, how it stands, from where it comes and what comes of it.

May import: parts, frame, gate, graph, services, model.
"""
