// answers: what the links of each of these documents rest on, where it was compared
// parameters: {ids: [630ede4af768d15a]}
// columns: [document, aligned]
UNWIND $ids AS id
MATCH (d:Document {id: id}) WHERE d.aligned IS NOT NULL
RETURN id AS document, d.aligned AS aligned
