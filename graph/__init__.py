"""The graph: its ontology, its stores, loading, querying and export."""
