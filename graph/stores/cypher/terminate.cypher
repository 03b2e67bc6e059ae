// does: end transactions, which who began them may
// parameters: {ids: ['neo4j-transaction-1']}
// server: true
TERMINATE TRANSACTIONS $ids
