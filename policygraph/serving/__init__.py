"""What serves the graph to others, and the commands that start it: the page, REST, MCP.

May import: library, questions, yearly, settling, options, recorded, show, shell, app, services, graph, ingest, model.
"""
