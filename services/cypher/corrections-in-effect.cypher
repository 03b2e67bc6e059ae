// answers: the decisions by which tasks are other than their documents have them
// columns: [id]
MATCH (t:Task) WHERE t.decisions IS NOT NULL
UNWIND t.decisions AS id
RETURN DISTINCT id
ORDER BY id
