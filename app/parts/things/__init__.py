"""Things that have a page of their own (a task, a policy, a document, a village): the ways to these pages, the frame
that all of them stand in, what is shared and cited of them.

May import: parts, frame, gate, graph, services, ingest, model.
"""
