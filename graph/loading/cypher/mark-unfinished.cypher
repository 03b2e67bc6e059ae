// does: note on a document that what was begun is not finished
// parameters: {what: settle}
MATCH (d:Document)
WITH d LIMIT 1
SET d.unfinished = $what
