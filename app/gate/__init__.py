"""Who comes in and what he may do: headers of every answer, sign-in, sessions, rights.

May import: services, graph, model.
"""
