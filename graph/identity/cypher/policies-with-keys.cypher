// answers: the policies whose titles can be compared
// columns: [id, key, level, region, status, documents]
MATCH (p:Policy) WHERE p.key IS NOT NULL
RETURN p.id AS id, p.key AS key, p.level AS level, p.region_id AS region, p.status AS status, p.documents AS documents
ORDER BY id
