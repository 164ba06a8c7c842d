"""Puts a round that was judged into the ledger, after its reports are written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

from checker.assessment import Settings
from checker.batch import BatchError
from checker.batch.journal import RESULTS
from checker.batch.rounds import rows
from checker.batch.run import Order
from checker.ledger import Facts, LedgerError, Written, earlier_texts, open_ledger, write_round
from checker.reports.round import Round


def record(order: Order, round: Round, address: str | None, who: str) -> Written:
    """Write the rows in `order.out` into the ledger at an address, under the order's name. Raises LedgerError."""
    settings = replace(order.settings, demanded=order.notice.wording) if order.notice else order.settings
    facts = Facts(
        units=order.roster.units if order.roster else (),
        handed_in={entry.file: entry.handed_in for entry in round.entries if entry.handed_in},
        due=order.notice.due if order.notice else None,
        notice=round.notice,
        settings=digest(settings),
    )
    with open_ledger(address, create=True) as ledger, ledger.writing() as session:
        return write_round(session, order.name or "", rows(order.out / RESULTS), who, facts)


def earlier_rows(round: str, address: str | None) -> Iterator[dict[str, Any]]:
    """What the ledger holds of rounds before this one, as the rows that `peers.earlier` takes. Raises BatchError."""
    try:
        with open_ledger(address) as ledger, ledger.reading() as session:
            for text in earlier_texts(session, round):
                yield {
                    "file": f"{text.round}：{text.file}",
                    "sha256": text.sha256,
                    "unit": None,
                    "units": [{"unit": unit} for unit in text.units],
                    "sentences": [asdict(sentence) for sentence in text.sentences],
                }
    except LedgerError as error:
        raise BatchError(f"台账里往期的材料读不出，没法查对：{error}") from error


def digest(settings: Settings) -> str:
    """What judgement hangs on besides the versions, in a few characters: empty for the defaults. Passwords change none."""
    plain, default = _plain(settings), _plain(Settings())
    return "" if plain == default else hashlib.sha256(plain.encode()).hexdigest()[:16]


def _plain(settings: Settings) -> str:
    checks = {name: dict(options) for name, options in settings.checks.items()}
    data = [asdict(settings.thresholds), settings.reading.converter, checks, sorted(settings.demanded)]
    return json.dumps(data, sort_keys=True)
