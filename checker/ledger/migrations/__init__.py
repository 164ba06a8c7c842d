"""How the tables came to be, step by step: a ledger written by an older version is brought up to date when it is opened."""
