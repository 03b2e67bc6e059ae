// answers: what became of transactions that are ended, which who began them may do
// parameters: {ids: ['neo4j-transaction-1']}
// columns: [id, message]
// server: true
TERMINATE TRANSACTIONS $ids YIELD transactionId, message
RETURN transactionId AS id, message
