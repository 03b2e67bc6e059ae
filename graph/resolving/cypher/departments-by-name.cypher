// answers: how many departments have each of these names
// parameters: {names: [柳溪县农业农村局]}
// columns: [name, departments]
UNWIND $names AS name
MATCH (d:Department {name: name})
RETURN name, count(d) AS departments
ORDER BY name
