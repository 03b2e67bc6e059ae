"""村镇: the page of a village, a town or another place: which tasks touch it, of which policies, led by whom.

May import: parts, frame, gate, graph, services, model.
"""
