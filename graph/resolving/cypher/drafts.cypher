// answers: the policies of which only a draft is known, whose titles can be compared
// columns: [id, key, level, region, documents]
MATCH (p:Policy {status: 'draft'}) WHERE p.key IS NOT NULL
RETURN p.id AS id, p.key AS key, p.level AS level, p.region_id AS region, p.documents AS documents
ORDER BY id
