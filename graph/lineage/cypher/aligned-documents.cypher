// answers: what the links of each document that was compared rest on
// columns: [document, aligned]
MATCH (d:Document) WHERE d.aligned IS NOT NULL
RETURN d.id AS document, d.aligned AS aligned
