"""The ledger: the database of rounds, for years. SQLite in the user's data folder unless told otherwise, or PostgreSQL.

::

    with open_ledger() as ledger, ledger.reading() as session:
        print(unit_history(session, "山桥重工有限公司").trend)
"""

from checker.ledger.corrections import correct_kind, correct_verdict, corrections
from checker.ledger.errors import LedgerError
from checker.ledger.forgetting import forget_round, forget_unit
from checker.ledger.history import in_default, overviews, unit_history, unit_names
from checker.ledger.judged import Judged, judged
from checker.ledger.moving import backup, restore
from checker.ledger.opening import ENVIRONMENT, Ledger, open_ledger
from checker.ledger.repeats import EarlierText, earlier_texts, repeats
from checker.ledger.rounds import Facts, Written, add_rows, note_writing, remembered, write_round
from checker.ledger.units import known_as

__all__ = [
    "ENVIRONMENT",
    "EarlierText",
    "Facts",
    "Judged",
    "Ledger",
    "LedgerError",
    "Written",
    "add_rows",
    "backup",
    "correct_kind",
    "correct_verdict",
    "corrections",
    "earlier_texts",
    "forget_round",
    "forget_unit",
    "in_default",
    "judged",
    "known_as",
    "note_writing",
    "open_ledger",
    "overviews",
    "remembered",
    "repeats",
    "restore",
    "unit_history",
    "unit_names",
    "write_round",
]
