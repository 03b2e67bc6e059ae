// does: note on a document who brought up to date what follows from all of them
// parameters: {touched: ['by:1.0.0-9-5']}
MATCH (d:Document)
WITH d LIMIT 1
SET d.touched = $touched
