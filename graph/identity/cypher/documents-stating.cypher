// answers: the documents that state these policies, and what they speak of
// parameters: {ids: [8cb141ad3ecb9f7e]}
// columns: [id, mentions]
UNWIND $ids AS policy
MATCH (:Policy {id: policy})<-[:STATES]-(d:Document)
RETURN DISTINCT d.id AS id, d.mentions AS mentions
ORDER BY id
