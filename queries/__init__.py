"""The query catalogue: one .cypher file a query, read by policygraph.graph.catalog."""
