// answers: how many documents of ours there are, and how many of them are without what was read of them (others' have no facts)
// columns: [documents, not_kept]
MATCH (d:Document) WHERE d.facts IS NOT NULL
RETURN count(d) AS documents, count(CASE WHEN d.extracted IS NULL THEN 1 END) AS not_kept
