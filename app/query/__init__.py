"""查询: questions, the catalogue's forms, the Cypher console.

May import: parts, frame, gate, graph, services, model.
"""
