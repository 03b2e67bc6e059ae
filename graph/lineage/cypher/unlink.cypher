// does: take away links of measures to those above
// parameters: {rows: [{source: a, target: b, document: 630ede4af768d15a}]}
UNWIND $rows AS row
MATCH (:Task {id: row.source})-[r:DERIVES_FROM]->(:Task {id: row.target})
WHERE r.basis = 'aligned' AND r.document = row.document
DELETE r
