"""A round as an office receives it, made of our own labelled materials: 120 files of many kinds, a roster, and what is known of them."""

from __future__ import annotations

import csv
import io
import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from itertools import count
from pathlib import Path

import docx

from checker.training.corpus import LabelledMaterial, load_all
from tests.paths import CORPORA, ROOT, SAMPLES

DUE, IN_TIME, LATE = "2025-10-15", datetime(2025, 10, 12, 9), datetime(2025, 10, 18, 9)
FORMATS = ROOT / "tests" / "fixtures" / "formats"


@dataclass
class Made:
    """The folder of a round, and what must be found in it."""

    folder: Path
    roster: Path
    files: list[str] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    blank: set[str] = field(default_factory=set)
    twice: set[str] = field(default_factory=set)
    late: set[str] = field(default_factory=set)
    missing: set[str] = field(default_factory=set)


@cache
def materials() -> list[LabelledMaterial]:
    """Materials of different units, each with its unit at the end as a signature."""
    seen: set[str] = set()
    return [m for m in load_all(CORPORA / "materials") if not (m.unit in seen or seen.add(m.unit))]  # type: ignore[func-returns-value]


def text_of(material: LabelledMaterial) -> str:
    return f"{material.text}\n{material.unit}\n{material.year}年10月10日\n"


def word(text: str) -> bytes:
    document, out = docx.Document(), io.BytesIO()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def with_gbk_names(files: dict[str, bytes]) -> bytes:
    """A zip whose names are GBK bytes without a mark, as Chinese Windows writes them."""
    out = io.BytesIO()
    stand_ins = {f"{number:010}{'x' * (len(name.encode('gbk')) - 10)}": name for number, name in enumerate(files)}
    with zipfile.ZipFile(out, "w") as archive:
        for stand_in, name in stand_ins.items():
            archive.writestr(stand_in, files[name])
    data = out.getvalue()
    for stand_in, name in stand_ins.items():
        data = data.replace(stand_in.encode(), name.encode("gbk"))
    return data


def make(folder: Path, copies: int = 1) -> Made:
    """Write a round of 120 files (times `copies`, with other numbers in their names) and its roster."""
    made = Made(folder / "报送", folder / "名单.csv")
    for number in range(copies):
        _one(made, number)
    units = sorted({m.unit for m in materials()[:110]} | {"海湾县总工会", "青岭县总工会", "山桥重工有限公司"})
    made.missing = {"海湾县总工会", "青岭县总工会", "山桥重工有限公司"}
    with made.roster.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["单位", "简称", "类别", "县区", "截止日期", "联络员", "电话"])
        for index, unit in enumerate(units):
            rows.writerow([unit, "", "试点单位", f"{'甲乙丙丁'[index % 4]}县", DUE, "张三", "0335-0000000"])
    return made


def _one(made: Made, copy: int) -> None:
    own = iter(materials())
    home = made.folder / f"第{copy + 1}批" if copy else made.folder
    numbers = count(1)

    def put(name: str, data: bytes, when: datetime = IN_TIME) -> str:
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        os.utime(path, (when.timestamp(), when.timestamp()))
        made.files.append(path.relative_to(made.folder).as_posix())
        return made.files[-1]

    for material in _take(own, 70):
        put(f"一季度/{next(numbers):03}.docx", word(text_of(material)))
    for material, encoding in zip(_take(own, 18), ("utf-8", "gb18030", "utf-16") * 6, strict=True):
        put(f"文本/{next(numbers):03}.txt", text_of(material).encode(encoding))
    for path in [*sorted(FORMATS.glob("*.pdf")), *sorted(SAMPLES.glob("*.pdf"))]:
        put(f"版式/{path.name}", path.read_bytes())
    inner = {f"乡镇街道材料/产改材料{next(numbers):03}.docx": word(text_of(m)) for m in _take(own, 6)}
    outer = {f"县直单位材料/产改材料{next(numbers):03}.docx": word(text_of(m)) for m in _take(own, 6)}
    name = put("打包报送.zip", with_gbk_names(outer | {"乡镇街道材料汇总.zip": with_gbk_names(inner)}))
    made.files.remove(name)
    made.files += [f"{name}!/{member}" for member in outer]
    made.files += [f"{name}!/乡镇街道材料汇总.zip!/{member}" for member in inner]
    made.broken |= {
        put("坏/截断.docx", word("产改工作总结")[:2000]),
        put("坏/不是.pdf", b"%PDF-1.4\n" + os.urandom(500)),
        put("坏/空.docx", b""),
    }
    made.blank |= {put("空白/甲.docx", word("\n\n")), put("空白/乙.txt", "产改工作总结\n".encode())}
    for material in materials()[:2]:
        put(f"重报/{next(numbers):03}.docx", word(text_of(material).replace("。", "。公司高度重视，狠抓落实。", 3)))
        made.twice.add(material.unit)
    for material in _take(own, 2):
        put(f"迟报/{next(numbers):03}.docx", word(text_of(material)), LATE)
        made.late.add(material.unit)
    for material in _take(own, 120 * (copy + 1) - len(made.files)):
        put(f"补充/{next(numbers):03}.docx", word(text_of(material)))


def _take(own: Iterator[LabelledMaterial], wanted: int) -> list[LabelledMaterial]:
    return [next(own) for _ in range(wanted)]
