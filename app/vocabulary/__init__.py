"""词表: an office's own words, edited, tried on the graph before they are taken; what the reader does not know beside.

May import: parts, frame, gate, services, graph, model.
"""
