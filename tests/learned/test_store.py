"""Models learned on this machine: which are used, the way back, and what happens to those that are spoilt."""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from checker.learned import labels, store
from checker.resources import shipped
from tests.paths import ROOT, SAMPLES

DAY = "2026-11-01"
SAMPLE = next(SAMPLES.glob("河澜*.docx"))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of models; what was chosen before is forgotten."""
    monkeypatch.setenv(store.ENVIRONMENT, str(tmp_path / "模型"))
    monkeypatch.setattr(store, "_chosen", None)
    labels.of_set.cache_clear()
    return tmp_path / "模型"


def models(shift: float = 0.5, base: str | None = None) -> dict[str, dict[str, Any]]:
    """The shipped models, with a shift in one intercept, as if they had been learned."""
    data = {file.removesuffix(".json"): json.loads((shipped("models") / file).read_bytes()) for file in store.FILES}
    data["sentence"]["heads"]["kind"]["intercept"][0] += shift
    for model in data.values():
        model["card"]["learned"] = {"base": base or store.shipped_digest(), "date": DAY}
    return data


def kept(shift: float = 0.5, base: str | None = None) -> str:
    name = store.add(models(shift, base), DAY, "数字")
    store.keep(name)
    return name


def again(monkeypatch: pytest.MonkeyPatch) -> str:
    """The set that a new process would use."""
    monkeypatch.setattr(store, "_chosen", None)
    return store.in_use()


def test_without_a_folder_the_shipped_models_are_used(home: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert (store.in_use(), labels.models().name, caplog.text, home.exists()) == ("", "", "", False)
    assert labels.models().version.count("+") == 1


def test_a_set_is_used_once_it_is_kept_and_its_version_tells(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = store.add(models(), DAY, "数字")
    assert again(monkeypatch) == ""
    store.keep(name)
    assert again(monkeypatch) == name
    assert labels.models().version.endswith(f"+{name}")
    assert {path.name for path in (home / name).iterdir()} == {"sentence.json", "material.json", "说明.txt"}
    assert [path.name for path in sorted(home.iterdir())] == [name, "current"]


def test_the_same_models_are_one_set_whatever_is_told_of_them(home: Path) -> None:
    names = {store.add(models(), DAY, told) for told in ("一", "二")}
    assert len(names) == 1
    assert store.learned() == sorted(names)


def test_rolling_back_goes_from_set_to_set_and_ends_at_the_shipped_one(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = kept(0.5), kept(1.0)
    assert again(monkeypatch) == second
    assert store.roll_back() == (second, first)
    assert again(monkeypatch) == first
    assert store.roll_back() == (first, "")
    assert again(monkeypatch) == ""
    assert store.roll_back() == ("", "")
    assert store.learned() == sorted((first, second))


def lose(folder: Path) -> None:
    (folder / "material.json").unlink()


def cut(folder: Path) -> None:
    (folder / "sentence.json").write_bytes((folder / "sentence.json").read_bytes()[:1000])


def change(folder: Path) -> None:
    path = folder / "material.json"
    path.write_text(path.read_text(encoding="utf-8").replace("0.", "1.", 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "why"), [(lose, "文件缺失或者打不开"), (cut, "文件已损坏或者被改动过"), (change, "文件已损坏或者被改动过")]
)
def test_a_spoilt_set_is_not_used_and_a_line_says_so(spoil: Any, why: str, home: Path, caplog: pytest.LogCaptureFixture) -> None:
    name = kept()
    spoil(home / name)
    assert store.in_use() == ""
    assert caplog.messages == [
        f"本机学到的模型 {name} 用不了（{why}），现在用程序自带的模型；可以用 ganhuo learn --roll-back 退回前一个。"
    ]


def test_a_spoilt_set_is_written_anew_when_it_is_learned_again(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = kept()
    cut(home / name)
    assert store.add(models(), DAY, "数字") == name
    assert again(monkeypatch) == name


def test_a_set_learned_from_other_shipped_models_is_not_used(caplog: pytest.LogCaptureFixture) -> None:
    kept(base="000000000000")
    assert store.in_use() == ""
    assert "程序升级后自带的模型变了" in caplog.text


@pytest.mark.parametrize("text", ["../../etc\n", "\x00\n", "2026-11-01-xyz\n", "/root\n"])
def test_names_that_are_none_are_no_paths(text: str, home: Path, caplog: pytest.LogCaptureFixture) -> None:
    home.mkdir()
    (home / "current").write_text(text, encoding="utf-8")
    assert store.in_use() == ""
    assert "读不出" in caplog.text


def test_a_folder_in_the_place_of_the_names_ends_in_a_line_too(home: Path, caplog: pytest.LogCaptureFixture) -> None:
    (home / "current").mkdir(parents=True)
    assert store.in_use() == ""
    assert "读不出" in caplog.text


def ganhuo(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "checker", *words], capture_output=True, encoding="utf-8", timeout=120, cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    )  # fmt: skip


def test_workers_judge_by_the_models_that_the_output_names() -> None:
    before = json.loads(ganhuo("check", str(SAMPLE), "--format", "json").stdout)[0]
    name = kept(shift=30.0)
    after = json.loads(ganhuo("check", str(SAMPLE), "--format", "json").stdout)[0]
    assert (before["versions"]["models"].count("+"), after["versions"]["models"].endswith(f"+{name}")) == (1, True)
    assert {s["kind"] for s in before["sentences"]} != {"boilerplate"} == {s["kind"] for s in after["sentences"]}


def test_a_check_with_a_spoilt_set_says_one_line_and_goes_on(home: Path) -> None:
    cut(home / kept(shift=30.0))
    done = ganhuo("check", str(SAMPLE), "--format", "json")
    assert (done.returncode, done.stderr.count("\n")) == (0, 1)
    assert done.stderr.startswith("本机学到的模型 2026-11-01-")
    assert json.loads(done.stdout)[0]["versions"]["models"].count("+") == 1


def test_commands_list_the_sets_and_go_back() -> None:
    first, second = kept(0.5), kept(1.0)
    assert f"* {second}\n" in ganhuo("learn", "--list").stdout
    assert ganhuo("learn", "--roll-back").stdout == f"已从 {second} 退回到 {first}。\n"
    listed = ganhuo("learn", "--list").stdout
    assert f"* {first}\n" in listed
    assert f"  {second}　没有在用\n" in listed
    assert ganhuo("learn", "--roll-back").stdout == f"已从 {first} 退回到 程序自带的模型。\n"
    assert ganhuo("learn", "--roll-back").stdout == "现在用的就是程序自带的模型，没有可退的。\n"
    assert ganhuo("learn", "--list").stdout.startswith("* 程序自带的模型\n")


KEEPS_AND_GOES_BACK = """
import json, sys
from checker.learned import store
sets = json.load(open(sys.argv[1], encoding="utf-8"))
print(flush=True)
while True:
    for models in sets:
        store.keep(store.add(models, "2026-11-01", ""))
    store.roll_back()
"""


def test_a_run_killed_at_any_moment_leaves_models_that_can_be_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sets.json").write_text(json.dumps([models(0.5), models(1.0)]), encoding="utf-8")
    generator = random.Random(7)
    for _ in range(8):
        run = subprocess.Popen(
            [sys.executable, "-c", KEEPS_AND_GOES_BACK, str(tmp_path / "sets.json")],
            stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        assert run.stdout
        run.stdout.readline()
        time.sleep(generator.uniform(0.0, 0.3))
        run.kill()
        run.communicate()
        names = store.kept()
        assert again(monkeypatch) == (names[-1] if names else "")
        assert all(store.trouble(name) is None for name in store.learned())
