"""What becomes of a folder of odd files: outcomes by format and reason, the slowest file, the most memory.

    python benchmarks/outcomes.py FOLDER

The folder is outside the repository: public test files of other projects, gathered for trying. Every file must end as a row;
the last line says whether each did.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil

from checker.assessment import Settings
from checker.batch.local import Crew
from checker.batch.messages import Source


class Scale(threading.Thread):
    """The most memory that one worker, and that this process, held while the others worked."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.worker = self.main = 0
        self.open = True

    def run(self) -> None:
        me = psutil.Process()
        while self.open:
            with suppress(psutil.Error):
                self.main = max(self.main, me.memory_info().rss)
                self.worker = max([self.worker, *(child.memory_info().rss for child in me.children())])
            time.sleep(0.05)


def files(folder: Path) -> Iterator[Path]:
    yield from (path for path in sorted(folder.rglob("*")) if path.is_file())


def main(folder: Path) -> None:
    paths = list(files(folder))
    scale = Scale()
    scale.start()
    began = time.monotonic()
    outcomes: dict[str, Counter[str]] = {}
    rows: Counter[int] = Counter()
    with Crew(Settings(), os.cpu_count() or 1) as crew:
        for key, row in crew.judge([Source(str(path), str(path)) for path in paths]):
            form = paths[key[0]].suffix.lower().lstrip(".") + (" → members" if len(key) > 1 else "")
            outcomes.setdefault(form, Counter())[row.error[0] if row.error else "read"] += 1
            rows[key[0]] += 1
            if row.error and row.error[0] in ("timeout", "memory", "crashed"):
                print(f"{row.error[0]}: {row.file}", flush=True)
    scale.open = False
    reasons = sorted({reason for counts in outcomes.values() for reason in counts}, key=lambda reason: (reason != "read", reason))
    print("| format | files |", " | ".join(reasons), "|")
    print("| --- " * (len(reasons) + 2) + "|")
    for form, counts in sorted(outcomes.items()):
        print(f"| {form} | {sum(counts.values())} |", " | ".join(str(counts[reason] or "") for reason in reasons), "|")
    print(f"{len(paths)} files, {time.monotonic() - began:.0f} s; passed over in archives: {crew.passed_over}")
    print(f"most memory: one worker {scale.worker / 2**20:.0f} MiB, main process {scale.main / 2**20:.0f} MiB")
    silent = [path for number, path in enumerate(paths) if not rows[number]]
    print("files without a row of their own or of a member:", len(silent), *silent[:20])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
