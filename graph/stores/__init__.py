"""The graph databases behind one interface: embedded, Neo4j, reading in a process that can be killed.

May import: cypher, model.
"""
