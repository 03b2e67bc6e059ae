"""Questions that our own reading does not understand, put into slots by a language model of one's own, where wanted.

May import: services, graph, ingest, model.
"""
