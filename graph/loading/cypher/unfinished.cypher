// answers: what was begun in the graph and is not finished
// columns: [what]
MATCH (d:Document) WHERE d.unfinished IS NOT NULL
RETURN DISTINCT d.unfinished AS what
