// does: take the notes away, when all is done
MATCH (d:Document) WHERE d.unfinished IS NOT NULL
REMOVE d.unfinished
