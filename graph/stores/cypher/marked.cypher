// answers: the transactions that have a mark of ours
// parameters: {key: policygraph, mark: '0'}
// columns: [id]
// server: true
SHOW TRANSACTIONS YIELD transactionId, metaData WHERE metaData[$key] = $mark
RETURN transactionId AS id
