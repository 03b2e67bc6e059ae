// answers: how many documents there are, and how many of them are without what was read of them
// columns: [documents, not_kept]
MATCH (d:Document)
RETURN count(d) AS documents, count(CASE WHEN d.extracted IS NULL THEN 1 END) AS not_kept
