"""What only users of a Neo4j server need: its files for a first load, its Browser's look and queries, py2neo's objects.

May import: transfer, asking, stores, cypher, model.
"""
