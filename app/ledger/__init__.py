"""台账: how tasks stand on a day, edited in place, with the history of each beside its sentence.

May import: parts, frame, gate, graph, services, model.
"""
