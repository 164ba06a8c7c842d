"""What a rate is of: the words that its part is told with, and who it counts where it does not say."""

from __future__ import annotations

import re

from checker.language import lazily
from checker.language.figures.paper import Paper
from checker.language.quantities import Quantity

# What a rate is of, by the words that its part is told with.
SAID = {
    **{word: f"{word}|合格|过关|通过|及格|达标|考过" for word in ("合格", "通过", "及格", "达标", "过关")},
    **dict.fromkeys(("取证", "持证", "获证", "拿证"), "取得|取证|拿证|拿到|考取|获证|持证|证书|持有|证"),
    **dict.fromkeys(
        ("完成", "办结", "落实", "解决", "整改", "销号", "结题", "化解", "结案"),
        "完成|办结|落实|解决|整改|销号|结题|攻克|办完|办妥|结案|改",
    ),
    "调解": "调解|调成|化解", "调解成功": "成功|调成|化解", "成功": "成功|调成|成",
    **dict.fromkeys(("到岗", "上岗", "聘任", "配备", "定岗"), "到岗|聘任?|受聘|上岗|配备|配齐|到位|定岗"),
    **{word: f"{word}|参加|参与|参训|参赛|参评|报名|参|体检|检" for word in ("参与", "参加", "参训", "参赛", "参评", "参检")},
    **dict.fromkeys(("覆盖", "签订", "签约"), "覆盖|纳入|签|建"),
    **dict.fromkeys(("建制", "建会"), "建立|建制|建会|建成|建工会|建起"),
    **dict.fromkeys(("到会", "出勤", "出席"), "实到|到会|出席|出勤|到场"),
    **dict.fromkeys(("回收", "收回"), "收回|回收|收上|返回|有效"),
    **dict.fromkeys(("采纳", "采用"), "采纳|落实|吸收|采用"),
    "入会": "入会|加入|会员",
    **{word: f"{word}|留下|留在|还在|没走|在岗|留" for word in ("留存", "留岗", "留用", "留任")},
    **{word: word for word in ("晋级", "升级", "优秀", "结业", "录用", "录取", "就业", "转正", "出师", "流失", "离职", "兑现")},
}  # fmt: skip
# Of those who went the others stayed.
STAYED, GONE = ("留用", "留存", "留岗", "留任"), lazily.pattern(r"流失|离职|走了|离厂|离开")
# Of a longer word one character says nothing.
LONG, COMMON = 2, "业"
STAFF_RATES = frozenset(("入会", "参检", "参保", "体检", "建档"))
STAFF = lazily.pattern(r"(?:职工|员工|产业工人|用工|从业人员)(?:总数)?(?:共|约|有|达)*｜|有｜名?(?:职工|员工)")


def is_told(paper: Paper, part: Quantity, stem: str) -> bool:
    """Whether a count is told in the words of a rate: a synonym (聘任 for 到岗) or a character of its own (已建会 for 建制)."""
    around = paper.before(part, 12) + paper.after(part, 8)
    pairs = [re.escape(stem[i : i + 2]) for i in range(len(stem) - 1)] if len(stem) > LONG else [f"[{stem.rstrip('业')}]"]
    return bool(re.search("|".join([SAID[stem], f"[{stem.rstrip(COMMON)}]"] if stem in SAID else pairs), around))


def staff_of(paper: Paper, part: Quantity, stem: str) -> Quantity | None:
    """All who work there, for the rate of those who joined, or were examined."""
    if stem not in STAFF_RATES or part.unit != "人":
        return None
    staff = [
        a for a in paper.amounts[:30]
        if a.unit == "人" and a.least >= part.most and STAFF.search(paper.before(a, 8) + "｜" + paper.after(a, 4))
    ]  # fmt: skip
    return staff[0] if len({a.value for a in staff}) == 1 else None
