// does: note on a document what was touched, and that what follows from it is not finished
// parameters: {what: settle, touched: ['Policy:630ede4af768d15a']}
MATCH (d:Document)
WITH d LIMIT 1
SET d.unfinished = $what, d.touched = $touched
