"""What corrections teach: a sentence's kind is a label like any other; a verdict says little, and only that is believed.

A verdict is decided by several questions (kind of paper, hollow, elements) and a person changes it without saying which was
answered wrongly; the reason is free text and is not read. So a verdict counts only as far as the annotation guide leaves no
choice:

- to 可转报: a reform paper, hollow at most 1, with measure and result: all that a pass demands;
- from 不予转报 to 退回修改: not another kind of paper (reform or mixed, as the program has them), not hollow throughout;
- to 不予转报: another kind of paper, or hollow throughout, where the program itself holds the one for far likelier than the
  other, and found nothing copied.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from checker.learned.features import KINDS, Row, material_features, sentence_rows
from checker.learned.labels import HOLLOW_STEPS, Labels, Models, judge, label_sentences
from checker.training.reviewed import Reviewed
from checker.training.train import Evidence

# What a person left alone was seen the better, the more was changed around it: so many sentences for each changed one are
# believed like labelled ones, more share that belief. In the corpora a careful reader changes one sentence in nine.
SEEN_FOR_EACH_CHANGE = 10
# A reason that is so many times likelier than the other is taken for the reason of a rejection.
FAR_LIKELIER = 4.0
# Unless the program holds it for less likely than this: then it did not see what the person saw.
LEAST_LIKELY = 0.2

TO_REVISE = "改为退回修改的，看不出是偏空、缺要素、混写还是有错漏"
COPIED = "改为不予转报的，可能因为雷同"
UNCLEAR = "改为不予转报的，看不出是文种不对还是内容空洞"


def of_sentences(reviewed: Sequence[Reviewed]) -> tuple[list[Row], list[int], list[float]]:
    """Sentences with their kinds (indices of KINDS) and weights; a corpus sentence weighs 1.

    A changed sentence weighs 1 too: in folds over the writers of training and development, weights of 2 to 8 corrected more of
    such sentences and spoiled more of the others than they mended.
    """
    kinds, weights = [], []
    for own in reviewed:
        changed = sum(said.changed for said in own.said)
        seen = min(1.0, SEEN_FOR_EACH_CHANGE * changed / max(1, len(own.said) - changed))
        for said in own.said:
            kinds.append(KINDS.index(said.kind))
            weights.append(1.0 if said.changed else seen)
    return sentence_rows([said.sentence for own in reviewed for said in own.said]), kinds, weights


def of_verdicts(reviewed: Sequence[Reviewed], models: Models) -> tuple[list[Evidence], int, Counter[str]]:
    """What changed verdicts say to the material model, from how many, and how many say nothing, by the reason."""
    found: list[Evidence] = []
    used, left_out = 0, Counter[str]()
    for own in reviewed:
        if not own.changed:
            continue
        labelled = label_sentences(own.material.sentences, models.sentence)
        answers = _answers(own, judge(own.material, *labelled, model=models.material))
        if isinstance(answers, str):
            left_out[answers] += 1
            continue
        row = material_features(own.material, *labelled)
        found += [Evidence(row, *answer) for answer in answers]
        used += 1
    return found, used, left_out


Answer = tuple[str, str | bool, float]


def _answers(own: Reviewed, labels: Labels) -> list[Answer] | str:
    """Questions, answers and weights that a changed verdict leaves no choice about, or why there are none."""
    foreign, hollow = labels.genres["union"] + labels.genres["other"], labels.hollow_steps[2]
    if own.verdict == "pass":
        return [("genre", "reform", 1.0), ("2", False, 1.0), ("3", False, 1.0), ("measure", True, 1.0), ("result", True, 1.0)]
    if own.verdict == "revise":
        return [*_one_of(labels, "reform", "mixed"), ("3", False, 1.0)] if own.machine == "reject" else TO_REVISE
    if own.reused:
        return COPIED
    if max(foreign, hollow) < LEAST_LIKELY:
        return UNCLEAR
    if foreign >= FAR_LIKELIER * hollow:
        return _one_of(labels, "union", "other")
    if hollow >= FAR_LIKELIER * foreign:
        return [(step, True, 1.0) for step in HOLLOW_STEPS]
    return UNCLEAR


def _one_of(labels: Labels, *genres: str) -> list[Answer]:
    """One of these kinds of paper, which one as the program has it."""
    total = sum(labels.genres[name] for name in genres)
    return [("genre", name, labels.genres[name] / total) for name in genres]
