"""Networks of departments, policies and tasks, for NetworkX.

May import: stores, cypher, model.
"""
