// does: take what was entered off its task
// parameters: {rows: [{id: 630ede4af768d15a}]}
UNWIND $rows AS row
MATCH (:Task)-[h:HAS_PROGRESS]->(:Progress {id: row.id})
DELETE h
