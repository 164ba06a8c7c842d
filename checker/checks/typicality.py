"""典型性不足：没有一项做法是本单位自己的、写得清、别的单位照着就能做。

查什么：找出材料里的每一项做法（做什么、对谁、按什么规定、结果如何），看它的用词有多少是同批材料和往常材料里别人没说过的，
写得全不全，能不能照着做；把最有特色的几项列成卡片。一项像样的都没有的，指出来；做法后面没有结果的，提醒一句。
为什么：典型经验要新、要管用、要学得走；大家都在做的事写得再多，别的单位也学不到东西。
局限：只看字面说法新不新，不知道别处有没有人做过；同批材料少的时候，只能跟随程序带的往常材料比。行业名词、人名、单位名、数字
不算特色。没有小标题、结果集中写在最后的材料，做法和结果可能配错。工会工作总结等其他文种不查。
正例：公司开展了师带徒活动，组织签订师徒协议，举行拜师仪式（全文没有一条自己的规定）。
反例：老师傅自己出考题并署名，徒弟考过一级，师傅当月拿八百元，半年内被退回重考的退还一半，一年里有五十二人考过。
选项：own 典型性低于多少算没有自己的做法（默认 0.15）。
出处：市协调小组办公室通报指出的“典型经验材料不具备典型性”；经验材料“可复制、可借鉴、可推广”的通行要求。
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from checker.checks.around import Around
from checker.checks.finding import Finding, Options, Outcome, Practice
from checker.checks.practices import Found, find
from checker.language.material import Material
from checker.learned.labels import Labels
from checker.peers.background import Background, load_shipped

ID = "typicality"
NAME = "典型性不足"
# On the development part good papers reach 0.22 and more, empty ones 0.05 at most; weak ones lie on both sides, because a
# wrong remark costs more than a missing one.
OPTIONS: dict[str, float] = {"own": 0.15}

# A paper that tells the reform concretely in this share of its body tells enough of it; good ones do in 0.5–0.8.
DEEP = 0.6
# So many practices are told of.
MOST = 5
# A paper that gives results is asked about one practice alone that seems to lack them, any other about two.
GIVEN = 0.5
# Below this rarity a practice is one that others tell of too; half of the development part's mentoring contracts lie there.
ORDINARY = 0.88
OWN = "哪一条是本单位自己的规定：对谁、按什么条件、结果怎样？别的单位照着能不能做？"


def check(material: Material, labels: Labels, around: Around, options: Options) -> Outcome:
    """Measures: typicality and best (0–1), depth (share of the body). Findings: nothing of its own, then what lacks its half."""
    found = find(material, labels, around.background or _shipped())
    depth = sum(w * s.kinds["specific"] * s.topics["reform"] for w, s in zip(labels.weights, labels.sentences, strict=True))
    best = found.practices[0].score if found.practices else 0.0
    reform = labels.genres["reform"] + labels.genres["mixed"]
    typicality = min(1.0, best * min(1.0, depth / DEEP) * reform)
    findings = [*_nothing_own(material, labels, found)] if typicality < options["own"] else []
    measures = {"typicality": typicality, "best": best, "depth": depth}
    remarks = 1 if labels.elements["result"] >= GIVEN else 2
    return Outcome(measures, (*findings, *_halves(found, remarks)), found.practices[:MOST])


@lru_cache(maxsize=1)
def _shipped() -> Background:
    return load_shipped()


def _nothing_own(material: Material, labels: Labels, found: Found) -> Iterator[Finding]:
    if not found.practices:
        start, end = _most_concrete(material, labels)
        yield Finding(ID, "medium", "没有一项说得清、学得走的做法。", OWN, start, end)
        return
    plainest = min(found.practices, key=lambda practice: (practice.rarity, practice.what))
    name = " ".join(material.text[slice(*plainest.name)].split())
    message = (
        f"“{name}”这样的做法别的单位也常写，看不出本单位自己的办法。"
        if plainest.rarity < ORDINARY
        else f"没有一项做法写全，别的单位学不走；写到的“{name}”还缺{lacking(plainest) or '细节'}。"
    )
    yield Finding(ID, "medium", message, OWN, *plainest.what)


def lacking(practice: Practice) -> str:
    """What another unit does not find in a practice, in Chinese; empty where nothing."""
    parts = {"对谁": practice.whom, "规定": practice.rule, "结果": practice.results}
    return "、".join(name for name, part in parts.items() if not part)


def _most_concrete(material: Material, labels: Labels) -> tuple[int, int]:
    concrete = [own.kinds["specific"] if weight else -1.0 for own, weight in zip(labels.sentences, labels.weights, strict=True)]
    sentence = material.sentences[concrete.index(max(concrete))]
    return sentence.start, sentence.end


def _halves(found: Found, most: int) -> Iterator[Finding]:
    """A measure without a result, or the other way round: said only where no result stands that might belong to it."""
    if not found.loose:
        for practice in [practice for practice in found.practices[:MOST] if not practice.results][:most]:
            yield Finding(
                ID, "low", "这项做法没有写结果。", "实行以后什么变了：多少人评上、多少人加薪、比去年怎样？", *practice.what
            )
    if not found.told:
        for place in found.loose[:most]:
            yield Finding(ID, "low", "这处结果没有写是哪项做法带来的。", "做了什么、按哪条规定，才有这个结果？", *place)
