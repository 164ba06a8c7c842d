"""What a clerk does, in a real browser."""

import base64
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from tests.paths import SAMPLES, browser
from tests.web.chromium import DROP, chromium
from tests.web.process import server
from tests.web.served import PASS, REJECT, until, zipped

UNIT = "清砚县石坊纸业有限公司"
INNER = "德砚轴瓦2025年产改工作总结.txt"
ROUND = "2025年第三季度"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    browser()
    with server(tmp_path_factory.mktemp("served") / "台账.db") as (own, _):
        yield own


@pytest.fixture(scope="module")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="module")
def driver(address: str, downloads: Path) -> Iterator[Any]:
    with chromium(downloads) as own:
        yield own


@pytest.fixture(autouse=True)
def _nothing_is_complained_of(driver: Any) -> Iterator[None]:
    yield
    assert [entry for entry in driver.get_log("browser") if entry["level"] == "SEVERE"] == []


def css(driver: Any, selector: str) -> Any:
    return driver.find_element("css selector", selector)


def all_of(driver: Any, selector: str) -> list[Any]:
    return list(driver.find_elements("css selector", selector))


def rows(driver: Any) -> list[list[str]]:
    """The table as it is shown at one moment."""
    asked = "return Array.from(document.querySelectorAll('#uploads tbody tr'), (row) => Array.from(row.cells, (cell) => cell.innerText))"
    found: list[list[str]] = driver.execute_script(asked)
    return found


def focused(driver: Any) -> Any:
    return driver.switch_to.active_element


def press(driver: Any, *keys: str) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    ActionChains(driver).send_keys(*keys).perform()


def dropped(name: str) -> list[str]:
    return [name, base64.b64encode((SAMPLES / name).read_bytes()).decode()]


def test_a_clerk_drops_files_walks_the_findings_and_corrects_a_verdict(driver: Any, address: str, downloads: Path) -> None:
    # Files are dropped; the table fills.
    driver.get(address)
    css(driver, "#round").send_keys(ROUND)
    archive = ["材料.zip", base64.b64encode(zipped({INNER: (SAMPLES / INNER).read_bytes()})).decode()]
    driver.execute_script(DROP, css(driver, "#drop"), [dropped(REJECT), dropped(PASS), archive])
    until(lambda: len(rows(driver)) == 3 and not all_of(driver, "tr.waiting") and css(driver, "#pending").text == "")
    told = {cells[2].splitlines()[0]: (cells[0], cells[1], cells[5]) for cells in rows(driver)}
    assert told == {
        REJECT: ("不予转报", "2", ROUND),
        PASS: ("可转报", "94", ROUND),
        f"材料.zip!/{INNER}": ("可转报", "78", ROUND),
    }
    assert all_of(driver, "#problems li") == []

    # One is opened; its findings are walked through by keyboard.
    next(link for link in all_of(driver, "#uploads .file a") if link.text == REJECT).click()
    findings = [own.get_attribute("id") for own in all_of(driver, ".finding")]
    assert len(findings) > 1
    press(driver, "j")
    assert focused(driver).get_attribute("id") == findings[0]
    marked = css(driver, "mark.here")
    assert marked.get_attribute("id") == focused(driver).get_attribute("data-sentence")
    press(driver, "j")
    assert focused(driver).get_attribute("id") == findings[1]
    press(driver, "k", "k", "k")
    assert focused(driver).get_attribute("id") == findings[0]
    press(driver, "\ue015")
    assert focused(driver).get_attribute("id") == findings[1]
    outline = driver.execute_script("return getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"

    # The marked copy and the memo come down whole.
    for link in ("下载批注件", "下载退改意见"):
        driver.find_element("link text", link).click()
    copy = until(lambda: next(downloads.glob("标注*.docx"), None))
    memo = until(lambda: next(downloads.glob("退改意见*.docx"), None))
    assert "word/comments.xml" in zipfile.ZipFile(copy).namelist()
    assert any("你单位报送的材料收悉" in paragraph.text for paragraph in Document(str(memo)).paragraphs)

    # A verdict is corrected, and found in the unit's history.
    driver.get(address)
    next(link for link in all_of(driver, "#uploads .file a") if link.text == PASS).click()
    driver.find_element("css selector", "#verdict option[value=revise]").click()
    css(driver, "#why").send_keys("数字没有出处")
    css(driver, "#why").send_keys("\ue007")
    until(lambda: "已更正" in css(driver, "main").text)
    assert css(driver, ".summary .big").text == "退回修改人工 94分"
    driver.find_element("link text", UNIT).click()
    (turn,) = all_of(driver, "#turns tbody tr")
    assert "退回修改（人工）" in turn.text
    assert "更正：数字没有出处" in turn.text
    assert len(all_of(driver, "svg circle.revise")) == 1


def test_a_sentence_is_chosen_by_a_click(driver: Any, address: str) -> None:
    driver.get(f"{address}/rounds")
    driver.find_element("link text", ROUND).click()
    driver.find_element("link text", REJECT).click()
    sentence = all_of(driver, "mark")[2]
    sentence.click()
    assert css(driver, "#start").get_attribute("value") == sentence.get_attribute("data-start")


def test_a_file_is_handed_in_without_a_mouse(driver: Any, address: str) -> None:
    driver.get(address)
    for _ in range(30):
        press(driver, "\ue004")
        if focused(driver).get_attribute("id") == "files":
            break
    assert focused(driver).get_attribute("id") == "files"
    before = len(rows(driver))
    focused(driver).send_keys(str(SAMPLES / PASS))
    until(lambda: len(rows(driver)) == before + 1 and not all_of(driver, "tr.waiting"))
    assert rows(driver)[0][0] == "可转报"


def test_a_round_is_filtered_and_sorted(driver: Any, address: str) -> None:
    driver.get(f"{address}/rounds/{ROUND}")
    css(driver, "button[data-verdict=reject]").click()
    shown = [row for row in all_of(driver, "#materials tbody tr") if row.is_displayed()]
    assert [REJECT in row.text for row in shown] == [True]
    css(driver, "button[data-verdict='']").click()
    css(driver, "#filter input[type=search]").send_keys("石坊")
    assert [UNIT in row.text for row in all_of(driver, "#materials tbody tr") if row.is_displayed()] == [True]
    driver.refresh()
    head = all_of(driver, "#materials [role=button]")[1]
    head.click()
    head.click()
    scores = [int(row.find_elements("css selector", "td")[1].text) for row in all_of(driver, "#materials tbody tr")]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
def test_nothing_runs_over_the_edge(driver: Any, address: str, size: tuple[int, int]) -> None:
    metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": size[0] < 500}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    paths = ["/", "/rounds", f"/rounds/{ROUND}", "/units", f"/units/{UNIT}", "/materials/1", "/second-look", "/admin"]
    told = {}
    for path in paths:
        driver.get(address + path)
        told[path] = driver.execute_script("return document.documentElement.scrollWidth") <= size[0]
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert told == dict.fromkeys(paths, True)
