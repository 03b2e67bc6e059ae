// answers: the decisions by which tasks are other than their documents have them, or would be
// columns: [id]
MATCH (t:Task) WHERE t.decisions IS NOT NULL OR t.disputed IS NOT NULL
UNWIND coalesce(t.decisions, []) + coalesce(t.disputed, []) AS id
RETURN DISTINCT id
ORDER BY id
