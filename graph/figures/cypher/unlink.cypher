// does: take away links of figures
// parameters: {rows: [{source: a, target: b, document: 630ede4af768d15a}]}
UNWIND $rows AS row
MATCH (:Target {id: row.source})-[r:CORRESPONDS_TO]->(:Target {id: row.target})
WHERE r.document = row.document
DELETE r
