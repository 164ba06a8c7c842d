"""What learning from some 200 corrections does: `python benchmarks/learning.py [SEEDS]`.

Five offices, three writers each, out of training and development: for each the models are trained without its writers, a
clerk corrects what they say of all its materials (one correction in ten is wrong), and `learn` decides. Beside that, offices that
write anything or call nothing 套话. Only the test part, which protects, is seen by neither.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.training.learning import Outcome

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


SHOWN = ("句子类别 macro-F1", "套话 F1", "结论 正确率")


def told(outcome: Outcome) -> str:
    """One line: how much was learned from, whether it was kept, the figures before and after, what speaks against it."""
    held = "  ".join(f"{row.name} {row.before:.3f}→{row.after:.3f}" for row in outcome.on_held_back)
    test = "  ".join(f"{row.name} {row.after - row.before:+.3f}" for row in outcome.on_test if row.name in SHOWN)
    state = "refused" if outcome.against else "KEPT"
    counts = f"taught {outcome.taught} ({outcome.verdicts_used} verdicts used) held {outcome.held_back}"
    return f"{counts} {state}  {held}  | {test}  {'；'.join(outcome.against)}"


def main(seeds: int) -> int:
    from checker import toml
    from checker.learned.labels import of_set
    from checker.training.learning import Floors, as_models, learn
    from checker.training.train import load_corpus
    from tests.training import clerks

    corpus = load_corpus(ROOT / "corpora")
    gate = toml.loads((ROOT / "corpora" / "floors.toml").read_text(encoding="utf-8"))
    floors = Floors(gate["floors"], gate["ceilings"])
    writers = sorted(corpus.parts["train"] + corpus.parts["development"])
    everyone = {**corpus.parts, "train": tuple(writers), "development": ()}
    for office in range(5):
        own = writers[office::5]
        corpus = type(corpus)(corpus.examples, everyone, corpus.date, corpus.digest)
        rest = clerks.without(corpus, own)
        base = clerks.base_models(rest)
        bounds = clerks.lowered(floors, corpus, of_set(""), base)
        materials = [e for e in corpus.examples if e.labelled.brief in own]
        for seed in range(seeds):
            for name, reviewed in (
                ("careful", clerks.corrected(materials, base, seed=seed)),
                ("random", clerks.flipped(materials, base, 200, seed=seed)),
                ("lenient", clerks.lenient(materials, base)),
            ):
                outcome = learn(rest, base, as_models(base), reviewed, bounds)
                print(f"{office} {name:<8}", told(outcome), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1))
