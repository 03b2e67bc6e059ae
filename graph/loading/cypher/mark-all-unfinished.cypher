// does: note on all documents that what was begun is not finished
// parameters: {what: copy}
MATCH (d:Document)
SET d.unfinished = $what
