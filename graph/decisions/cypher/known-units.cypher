// answers: every department, with the region that it is within
// columns: [id, name, full_name, aliases, documents, claims, region]
MATCH (d:Department)
OPTIONAL MATCH (d)-[:WITHIN]->(r:Region)
RETURN d.id AS id, d.name AS name, d.full_name AS full_name, d.aliases AS aliases, d.documents AS documents,
       d.claims AS claims, min(r.id) AS region
ORDER BY full_name, id
