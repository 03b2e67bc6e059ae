// answers: what was touched and is not followed up, and by whom what was before it was
// columns: [touched]
MATCH (d:Document) WHERE d.touched IS NOT NULL
RETURN d.touched AS touched
