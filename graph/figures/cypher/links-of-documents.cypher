// answers: how many links of figures each document has
// columns: [document, links]
MATCH (:Target)-[r:CORRESPONDS_TO]->(:Target)
RETURN r.document AS document, count(*) AS links
