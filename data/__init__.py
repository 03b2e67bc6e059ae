"""The ontology, the vocabularies and the sample documents."""
