// does: take away what was noted as touched, when all that follows is done
MATCH (d:Document) WHERE d.touched IS NOT NULL
REMOVE d.touched
