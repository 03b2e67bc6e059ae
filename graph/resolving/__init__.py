"""Documents written under their present identities, around what was touched; the links and the questions that follow.

May import: identity, decisions, ledgers, loading, stores, cypher, model.
"""
