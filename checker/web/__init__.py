"""The pages for people who never open a terminal, and the same judgement for other programs: FastAPI over the library.

What is handed in lies in an inbox beside the ledger before anybody is told that it was accepted; it is judged in workers, and
put into the ledger where a round was named. Modules: `app` puts all together; `store`, `receiving`, `jobs` and `recording` are
the way of a file; `guard`, `accounts` and `sessions` keep others out; `pages` and `api` answer.
"""
