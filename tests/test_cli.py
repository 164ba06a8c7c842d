"""The commands as a user types them: output, exit status, one clear Chinese line where something is wrong."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from checker.checks import CHECKS
from tests.paths import ROOT, SAMPLES

GOOD = next(SAMPLES.glob("河澜*.docx"))
BAD = next(SAMPLES.glob("华砚*.docx"))


def ganhuo(*words: str, text: bytes = b"", cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, at 80 columns."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "80", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "checker", *words], input=text, capture_output=True, cwd=cwd, env=environment, timeout=120
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def test_a_file_that_passes_ends_with_status_0() -> None:
    done = ganhuo("check", str(GOOD))
    assert (done.returncode, done.stderr) == (0, "")
    assert "可转报" in done.stdout


def test_a_file_that_does_not_pass_ends_with_status_1() -> None:
    assert ganhuo("check", str(GOOD), str(BAD)).returncode == 1


def test_files_alone_are_judged_as_with_the_options_that_are_usual() -> None:
    plain, parsed = ganhuo("check", str(GOOD), str(BAD)), ganhuo("check", str(GOOD), str(BAD), "--format", "text")
    assert (plain.returncode, plain.stdout, plain.stderr) == (parsed.returncode, parsed.stdout, parsed.stderr)


def test_the_main_process_imports_nothing_that_the_worker_needs_alone() -> None:
    code = (
        "import sys; from checker.__main__ import main\n"
        "if __name__ == '__main__':\n"
        f"    sys.argv = ['ganhuo', 'check', {str(GOOD)!r}]\n"
        "    try: main()\n"
        "    except SystemExit: print(' '.join(sys.modules), file=sys.stderr)"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment, text=True, check=True, timeout=120)
    heavy = {
        "lxml",
        "numpy",
        "rjieba",
        "jieba",
        "typer",
        "pydantic",
        "docx",
        "checker.assessment",
        "checker.checks",
        "checker.roster",
    }
    assert "可转报" in done.stdout
    assert not heavy & set(done.stderr.split())


def test_a_folder_is_walked_and_litter_passed_over(tmp_path: Path) -> None:
    (tmp_path / "乡镇").mkdir()
    for name in ("乡镇/甲.docx", "乙.docx", "~$乙.docx"):
        (tmp_path / name).write_bytes(GOOD.read_bytes())
    (tmp_path / "Thumbs.db").write_bytes(b"x")
    done = ganhuo("check", str(tmp_path), "--format", "jsonl")
    assert [Path(json.loads(line)["file"]).name for line in done.stdout.splitlines()] == ["乙.docx", "甲.docx"]


def test_text_comes_from_standard_input() -> None:
    done = ganhuo("check", "-", "--format", "json", text="二〇二一年产改工作总结".encode("gb18030"))
    data = json.loads(done.stdout)[0]
    assert (done.returncode, data["file"], data["verdict"], data["quality"]) == (1, "-", "reject", 0.0)


def test_noise_on_standard_input_is_a_row_like_any_bad_file() -> None:
    done = ganhuo("check", "-", "--format", "json", text=b"\x81\x90\xff" * 200)
    row = json.loads(done.stdout)[0]
    assert (done.returncode, done.stderr, row["status"], row["error"]["code"]) == (1, "", "unreadable", "damaged")


def test_a_text_that_begins_like_a_bitmap_is_a_text(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text("BM厂产改工作总结", encoding="utf-8")
    (tmp_path / "乙.bmp").write_bytes(b"BM\x36\x10\x00\x00" + b"\x00" * 60)
    rows = [json.loads(line) for line in ganhuo("check", str(tmp_path), "--format", "jsonl").stdout.splitlines()]
    assert {Path(row["file"]).name: row["status"] for row in rows} == {"甲.txt": "ok", "乙.bmp": "unreadable"}


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["check", "没有.docx"], "ganhuo: 没有这个文件或文件夹：没有.docx"),
        (["check"], "ganhuo: 没有给出要检查的文件；用 ganhuo --help 看用法。"),
        (["check", str(GOOD), "--colour"], "ganhuo: 没有 --colour 这个选项；用 ganhuo --help 看用法。"),
        (
            ["check", str(GOOD), "--format", "xml"],
            "ganhuo: --format 的值不对，应为 text、json、jsonl、html 之一；用 ganhuo --help 看用法。",
        ),
        (["check", str(GOOD), "--config", "没有.toml"], "ganhuo: 找不到配置文件：没有.toml"),
        (["jugde"], "ganhuo: 没有 jugde 这个命令；用 ganhuo --help 看用法。"),
        (["explain", "套话吗"], f"ganhuo: 没有“套话吗”这项检查，也没有这个文件；检查项有：{'、'.join(CHECKS)}。"),
        (["train", "--corpora", "没有"], "ganhuo: 没有 里没有语料；请在源码目录下运行，或用 --corpora 指定。"),
    ],
)
def test_what_cannot_be_done_is_one_clear_line_and_status_2(words: list[str], line: str) -> None:
    done = ganhuo(*words)
    assert (done.returncode, done.stdout, done.stderr.rstrip()) == (2, "", line)


def test_a_folder_without_materials_is_said(tmp_path: Path) -> None:
    done = ganhuo("check", str(tmp_path))
    assert done.returncode == 2
    assert done.stderr.startswith("ganhuo: 文件夹里没有可检查的材料")


@pytest.mark.parametrize(
    ("toml", "line"),
    [
        ("[thresholds\n", "配置文件不是正确的 TOML"),
        ("[limits]\n", "配置文件 里没有“limits”这一项；可用的有：thresholds、reading、checks。"),
        ("[thresholds]\nstrict = 1\n", "[thresholds] 里没有“strict”这一项"),
        ('[thresholds]\nreview = "高"\n', "thresholds.review 应是数字，现在是 '高'。"),
        ("[thresholds]\nreview = 2\n", "thresholds.review 应在 0 与 1 之间，现在是 2。"),
        ("[checks.boilerplate]\nleast = 3\n", "[checks.boilerplate] 里没有“least”这一项；可用的有：least_characters。"),
        ("[checks]\nboilerplate = 3\n", "boilerplate 应是一个表（[boilerplate]），现在是 3。"),
    ],
)
def test_a_broken_configuration_is_one_clear_line(tmp_path: Path, toml: str, line: str) -> None:
    (tmp_path / "ganhuo.toml").write_text(toml, encoding="utf-8")
    done = ganhuo("check", str(GOOD), "--config", str(tmp_path / "ganhuo.toml"))
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith("ganhuo: " + line)


def test_a_configuration_changes_the_judgement(tmp_path: Path) -> None:
    (tmp_path / "ganhuo.toml").write_text("[thresholds]\nreview = 1\n", encoding="utf-8")
    plain = json.loads(ganhuo("check", str(GOOD), "--format", "json").stdout)[0]
    strict = json.loads(ganhuo("check", str(GOOD), "--format", "json", "--config", str(tmp_path / "ganhuo.toml")).stdout)[0]
    assert (plain["needs_review"], strict["needs_review"]) == (False, True)


def encrypted_pdf(path: Path) -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(next(SAMPLES.glob("*.pdf"))))
    writer.encrypt("secret")
    writer.write(path)


def test_bad_files_are_rows_and_the_others_are_still_judged(tmp_path: Path) -> None:
    (tmp_path / "好.docx").write_bytes(GOOD.read_bytes())
    (tmp_path / "零.docx").write_bytes(b"")
    (tmp_path / "假.docx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    (tmp_path / "不是压缩包.docx").write_bytes(b"this is not a zip")
    (tmp_path / "文本.docx").write_text(
        "产改工作总结\n" + "公司坚持高度重视，加强组织领导，形成工作合力。" * 20, encoding="gb18030"
    )
    (tmp_path / "半.docx").write_bytes(GOOD.read_bytes()[:3000])
    with zipfile.ZipFile(tmp_path / "空壳.docx", "w") as package:
        package.writestr("readme.txt", "x")
    (tmp_path / "空白.txt").write_text("\n\n", encoding="utf-8")
    (tmp_path / "只有标题.txt").write_text("产改工作总结", encoding="utf-8")
    encrypted_pdf(tmp_path / "密.pdf")
    done = ganhuo("check", str(tmp_path), "--format", "jsonl")
    rows = {Path(row["file"].partition("/readme")[0]).name: row for row in map(json.loads, done.stdout.splitlines())}
    assert (done.returncode, done.stderr) == (1, "")
    assert {name: (row["error"] or {}).get("code", row["verdict"]) for name, row in rows.items()} == {
        "好.docx": "pass",
        "零.docx": "empty_file",
        "假.docx": "unsupported",
        "不是压缩包.docx": "damaged",
        "文本.docx": "reject",
        "半.docx": "damaged",
        "空壳.docx!": "reject",
        "空白.txt": "reject",
        "只有标题.txt": "reject",
        "密.pdf": "encrypted",
    }
    assert rows["文本.docx"]["notes"] == ["扩展名是 .docx，内容其实是纯文本，已按内容读取。"]
    assert all(row["error"]["message"].endswith("。") for row in rows.values() if row["error"])


def test_demo_judges_ten_samples_and_has_done_its_job() -> None:
    done = ganhuo("demo")
    assert done.returncode == 0
    assert "共10份：" in done.stdout


@pytest.mark.parametrize("name", CHECKS)
def test_explain_prints_the_page_of_a_check(name: str) -> None:
    done = ganhuo("explain", name)
    assert (done.returncode, done.stdout.strip()) == (0, (CHECKS[name].__doc__ or "").strip())


def test_explain_lists_all_checks() -> None:
    listed = ganhuo("explain").stdout
    assert all(name in listed and module.NAME in listed for name, module in CHECKS.items())


def test_explain_says_of_every_sentence_why() -> None:
    done = ganhuo("explain", str(BAD))
    lines = done.stdout.splitlines()
    assert done.returncode == 0
    assert lines[0].startswith("〔")
    assert lines[1].startswith("    因为：")
    assert "套语" in done.stdout


def test_html_is_one_page() -> None:
    done = ganhuo("check", str(GOOD), "--format", "html")
    assert done.stdout.startswith("<!DOCTYPE html>")
    assert done.stdout.rstrip().endswith("</html>")


def test_check_imports_no_scikit_learn() -> None:
    code = f"import sys; from checker import check; check({str(GOOD)!r}); print(sorted(m for m in sys.modules if m.split('.')[0] in ('sklearn', 'scipy')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert done.stdout.strip() == "[]"


def test_no_progress_bar_without_a_terminal() -> None:
    assert ganhuo("check", str(GOOD), str(BAD), "--format", "jsonl").stderr == ""


def test_what_is_no_material_is_counted(tmp_path: Path) -> None:
    (tmp_path / "甲.docx").write_bytes(GOOD.read_bytes())
    for name in ("~$甲.docx", "快捷方式.lnk", "Thumbs.db"):
        (tmp_path / name).write_bytes(b"x")
    assert ganhuo("check", str(tmp_path)).stderr == "另有3个文件不是材料（快捷方式、缓存、程序等），已略过。\n"
