"""官话套话：放到别的单位、别的年份也一样成立的句子。

查什么：逐句判断是不是套话，算出套话占正文字数的比例，并把连成一片的套话标出来。
为什么：套话没有可核实的内容，别的单位看了学不到东西；通篇套话正是“内容空洞、官话套话多”。
局限：引用领导讲话、上级文件和本次通知的句子标为“引述”，不要求删除；后面没有接着写本单位怎么做的才提醒。开头段和结尾段的客套话不计入。
一句话里既有口号又有事实的，按事实算，不算套话。
正例：提高政治站位，统一思想，切实增强责任感和紧迫感。
反例：进一步规范岗位设置，取消七个单一岗位，并成三个大岗位。
选项：least_characters 短于这个字数的句子不单独列出（默认 8）。
出处：干部群众评议中最反感的官话、公文写作论坛归纳的高频套语，按作用归为十五类；句子的判断由标注语料训练的线性模型作出。
"""

from __future__ import annotations

from checker.checks.around import Around
from checker.checks.finding import Finding, Options, Outcome, Severity
from checker.language.lexicon import families
from checker.language.material import Material, Sentence
from checker.learned.labels import Labels

ID = "boilerplate"
NAME = "官话套话"
OPTIONS: dict[str, float] = {"least_characters": 8}

# From this many characters on a run of stock sentences is a page that nobody reads.
LONG_RUN = 120
MIDDLING_RUN = 50

# The question that a reader is left with, by the family of stock phrases that a sentence leans on.
QUESTIONS = {
    "F1": "上级的支持具体解决了什么问题？本单位自己做了什么？",
    "F2": "照着这个要求，本单位做了哪一件事？",
    "F3": "表态之后办了什么事？谁办的、哪一天办成？",
    "F4": "认识提高以后，哪项规定、哪个岗位因此变了？",
    "F5": "谁牵头、哪个部门负责、哪一天完成、完不成怎么办？",
    "F6": "会上定了什么事，文件里规定了什么，后来办成没有？",
    "F7": "具体做了哪一件事？谁做的、按哪条规定？",
    "F8": "具体做了哪一件事？谁做的、结果怎样？",
    "F9": "这个抓手的内容是什么？谁能享受、凭什么条件？",
    "F10": "比改之前变了多少？哪些人受益？数字从哪里来？",
    "F11": "标题下面具体做的是什么？能不能用做法本身作标题？",
    "F12": "卡在哪一步、影响了哪些工人、打算怎么解决？",
    "F13": "哪一天做完、谁负责、做到什么程度？",
    "F14": "这一句可以不要，省下篇幅写做法。",
    "F15": "政策原话之后，本单位怎么做的？",
}
DEFAULT_QUESTION = "谁做的？做了什么？按哪条规定？结果怎样？"


def check(material: Material, labels: Labels, around: Around, options: Options) -> Outcome:
    """Measures: share (of the body's characters), longest_run (characters). Findings: runs of stock sentences, longest first."""
    runs = [run for run in _runs(material, labels) if _length(run) >= options["least_characters"]]
    runs.sort(key=_length, reverse=True)
    measures = {"share": labels.share("boilerplate"), "longest_run": float(max(map(_length, runs), default=0))}
    return Outcome(measures, tuple(_finding(run) for run in runs))


def _runs(material: Material, labels: Labels) -> list[list[Sentence]]:
    """Stock sentences that follow each other in one paragraph of the body."""
    runs: list[list[Sentence]] = []
    previous = -2
    for index, (sentence, label) in enumerate(labels.body(material.sentences)):
        if label.kind != "boilerplate":
            if runs and index == previous + 1 and label.kind == "specific" and _is_quoted(runs[-1], sentence):
                runs.pop()
            continue
        if index == previous + 1 and runs[-1][-1].paragraph == sentence.paragraph:
            runs[-1].append(sentence)
        else:
            runs.append([sentence])
        previous = index
    return runs


def _is_quoted(run: list[Sentence], following: Sentence) -> bool:
    """Whether a run only quotes, and the paragraph goes on with the unit's own doing: there is nothing to ask then."""
    return all(sentence.quotation for sentence in run) and run[-1].paragraph == following.paragraph


def _length(run: list[Sentence]) -> int:
    return sum(len(sentence.normal) for sentence in run)


def _finding(run: list[Sentence]) -> Finding:
    length = _length(run)
    severity: Severity = "high" if length >= LONG_RUN else "medium" if length >= MIDDLING_RUN else "low"
    if all(sentence.quotation for sentence in run):
        return Finding(ID, "low", "这里是引述，没有接着写本单位的做法。", QUESTIONS["F15"], run[0].start, run[-1].end)
    hits = [
        (families()[hit.lexicon].name, sentence.normal[hit.start : hit.end], hit.lexicon)
        for sentence in run
        for hit in sentence.hits
        if hit.lexicon[0] == "F"
    ]
    named = "；".join(f"{family}“{phrase}”" for family, phrase, _ in _distinct(hits)[:3])
    many = f"连续{len(run)}句（{length}字）" if len(run) > 1 else "这句"
    message = f"{many}换到别的单位、别的年份也成立，没有可核实的内容" + (f"：{named}。" if named else "。")
    return Finding(ID, severity, message, _question([lexicon for _, _, lexicon in hits]), run[0].start, run[-1].end)


def _distinct(hits: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """The longest phrase of each family, in the order of the text."""
    best: dict[str, tuple[str, str, str]] = {}
    for hit in hits:
        if hit[2] not in best or len(hit[1]) > len(best[hit[2]][1]):
            best[hit[2]] = hit
    return list(best.values())


def _question(lexicons: list[str]) -> str:
    if not lexicons:
        return DEFAULT_QUESTION
    return QUESTIONS[max(set(lexicons), key=lambda name: (lexicons.count(name), -int(name[1:])))]
