// answers: the policies of these titles that are not drafts
// parameters: {keys: [柳溪县蔬菜产业发展实施方案]}
// columns: [id, key, level, region, documents]
MATCH (p:Policy) WHERE p.key IN $keys AND (p.status IS NULL OR p.status <> 'draft')
RETURN p.id AS id, p.key AS key, p.level AS level, p.region_id AS region, p.documents AS documents
ORDER BY id
