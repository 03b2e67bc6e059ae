// answers: the departments that are called so without their place's name, and the documents that speak of them
// parameters: {names: [县水利局]}
// columns: [id, name, documents]
UNWIND $names AS called
MATCH (d:Department {name: called})
RETURN d.id AS id, d.name AS name, d.documents AS documents
ORDER BY name, id
