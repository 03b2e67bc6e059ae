// answers: how many links each document has
// columns: [document, links]
MATCH (:Task)-[r:DERIVES_FROM]->(:Task) WHERE r.basis = 'aligned'
RETURN r.document AS document, count(*) AS links
