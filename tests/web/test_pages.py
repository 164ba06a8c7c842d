"""What people do on the pages, as their browser sends it."""

import io
import zipfile
from datetime import date, timedelta
from pathlib import Path

from docx import Document
from starlette.testclient import TestClient

from tests.web.served import (
    HERE,
    PASS,
    PLAIN,
    REJECT,
    by_page,
    hand_in,
    parts,
    post,
    sample,
    serving,
    sign_in,
    token,
    until,
    user,
    words,
    zipped,
)

UNIT = "清砚县石坊纸业有限公司"


def test_files_come_in_by_the_form_alone(client: TestClient) -> None:
    answer = client.post(
        "/uploads", data={"csrf": token(client), "round": ""}, files={"file": sample(PASS)}, follow_redirects=False
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/?said=uploaded")
    page = until(lambda: (text := client.get("/uploads/table")).headers["x-pending"] == "0" and words(text.text))
    assert f"可转报 94 {PASS}" in page


def test_a_material_is_shown_with_its_findings_beside_it(client: TestClient) -> None:
    (state,) = hand_in(client, sample(REJECT))
    page = client.get(f"/results/{state['results'][0]['id']}").text
    row = client.get(f"/api/results/{state['results'][0]['id']}").json()
    first = row["findings"][0]
    assert f'id="f-{first["id"]}"' in page
    assert first["message"] in words(page)
    assert first["suggestion"] in words(page)
    assert page.count("<mark ") == len(row["sentences"])
    assert "100 − 95.8 − 2.1" in words(page) or "怎样扣的分：100 −" in words(page)


def test_the_marked_copy_is_the_files_own_with_comments(client: TestClient) -> None:
    (state,) = hand_in(client, sample(REJECT))
    answer = client.get(f"/results/{state['results'][0]['id']}/marked")
    assert answer.headers["content-disposition"].startswith('attachment; filename="download.docx"')
    assert "word/comments.xml" in zipfile.ZipFile(io.BytesIO(answer.content)).namelist()


def test_the_memo_is_a_word_file_to_the_unit(client: TestClient) -> None:
    (state,) = hand_in(client, sample(REJECT))
    answer = client.get(f"/results/{state['results'][0]['id']}/memo")
    paragraphs = [paragraph.text for paragraph in Document(io.BytesIO(answer.content)).paragraphs]
    assert any("你单位报送的材料收悉" in text for text in paragraphs)


def test_a_verdict_is_corrected_and_the_programs_own_stays_on_record(client: TestClient) -> None:
    (state,) = hand_in(client, sample(PASS), round="2025年第三季度")
    material = state["results"][0]["material"]
    assert post(client, f"/materials/{material}/verdict", verdict="revise", why="数字没有出处").status_code == 303
    page = words(client.get(f"/materials/{material}").text)
    assert "退回修改 人工 94 分" in page
    assert "程序判的是可转报" in page
    assert "数字没有出处" in words(client.get(f"/units/{UNIT}").text)
    assert "退回修改 人工" in words(client.get("/rounds/2025年第三季度").text)


def test_a_correction_wants_a_reason(client: TestClient) -> None:
    (state,) = hand_in(client, sample(PLAIN), round="2025年第三季度")
    material = state["results"][0]["material"]
    answer = post(client, f"/materials/{material}/verdict", verdict="reject", why="  ")
    assert (answer.status_code, "更正要写明由谁更正、为什么。" in answer.text) == (400, True)
    assert "还没有人更正过" in client.get(f"/materials/{material}").text


def test_the_kind_of_a_sentence_is_corrected(client: TestClient) -> None:
    (state,) = hand_in(client, sample(PLAIN), round="2025年第三季度")
    found = state["results"][0]
    row = client.get(f"/api/results/{found['id']}").json()
    sentence = next(own for own in row["sentences"] if own["kind"] == "boilerplate")
    sent = {"start": str(sentence["start"]), "kind": "neutral", "why": "这里说的是本厂的规定"}
    assert post(client, f"/materials/{found['material']}/kind", **sent).status_code == 303
    page = client.get(f"/materials/{found['material']}").text
    assert f'id="s{sentence["start"]}" class="neutral' in page
    assert "这里说的是本厂的规定" in page


def test_a_result_can_be_put_into_a_round_afterwards(client: TestClient) -> None:
    (state,) = hand_in(client, sample(PLAIN))
    id = state["results"][0]["id"]
    assert post(client, f"/results/{id}/record", round="2024年第四季度").status_code == 303
    until(lambda: client.get(f"/results/{id}", follow_redirects=False).status_code == 303)
    assert "德砚轴瓦" in client.get("/rounds/2024年第四季度").text


def test_a_round_with_its_list_says_who_is_missing(client: TestClient) -> None:
    roster = f"单位,县区,截止日期,联络员\n{UNIT},清砚县,2099-12-31,张三\n河澜某某机械厂,东亭区,2099-12-31,李四\n".encode()
    sent = {"csrf": token(client), "name": "2026年第一季度", "due": ""}
    assert client.post("/rounds", data=sent, files={"file": ("名单.csv", roster)}, follow_redirects=False).status_code == 303
    hand_in(client, sample(PASS), sample(PLAIN), round="2026年第一季度")
    page = words(client.get("/rounds/2026年第一季度").text)
    assert "未报 河澜某某机械厂 东亭区 2099-12-31 李四" in page
    assert f"按时 {UNIT} 清砚县" in page
    assert f"没有对上名单的： {PLAIN}" in page


def test_a_list_that_is_none_is_refused_without_a_path(client: TestClient) -> None:
    sent = {"csrf": token(client), "name": "2026年第二季度"}
    answer = client.post("/rounds", data=sent, files={"file": ("名单.csv", b"a,b\n1,2\n")})
    assert (answer.status_code, "报送名单里没有“单位”这一列：名单；" in answer.text) == (422, True)
    assert "/tmp" not in answer.text


def test_what_papers_share_stands_side_by_side(client: TestClient) -> None:
    from checker.web.judging import unpack

    (state,) = hand_in(client, sample(PASS), round="2023年第一季度")
    own = parts(client)
    row = unpack(own.store.row(state["results"][0]["id"]))
    passage = {"paragraph": 1, "start": 0, "end": 5, "quote": "本份的话", "similarity": 0.9}
    passage["related"] = {"paragraph": 2, "start": 0, "end": 5, "quote": "另一份的话"}
    row["reuse"] = [{"file": "乙.docx", "unit": "乙厂", "origin": "other", "earlier": False, "share": 0.5, "passages": [passage]}]
    from checker.ledger import write_round

    with own.ledgers.writing() as session:
        write_round(session, "2023年第一季度", [row], "测试")
    page = words(client.get("/rounds/2023年第一季度").text)
    assert f"{PASS} ↔ 乙.docx 其他单位，占前一份正文50%，1段" in page
    assert "本份的话 另一份的话 90%" in page


def test_a_person_looks_without_seeing_the_verdict(client: TestClient) -> None:
    hand_in(client, sample(REJECT), round="2025年第四季度")
    page = client.get("/second-look").text
    article = page[page.index("<article") : page.index("</article>")]
    assert "不予转报" not in article
    assert "<mark" not in article
    number = page.partition('action="/second-look/')[2].partition('"')[0]
    before = int(words(page).partition("已复看")[2].partition("份")[0])
    assert post(client, f"/second-look/{number}", verdict="reject").status_code == 303
    assert f"已复看{before + 1}份" in words(client.get("/second-look").text)
    assert post(client, f"/second-look/{number}", verdict="reject").status_code == 400


def test_forgetting_a_unit_empties_the_inbox_too(tmp_path: Path) -> None:
    with serving(tmp_path) as client:
        (state,) = hand_in(client, sample(PASS), round="2025年")
        sent = {"name": UNIT, "sure": UNIT, "why": "单位要求"}
        assert post(client, "/admin/forget", **sent).status_code == 303
        assert client.get(f"/api/uploads/{state['id']}").status_code == 404
        assert client.get(f"/units/{UNIT}").status_code == 404
        left = [path for part in ("files", "marked") for path in (tmp_path / "收件" / part).iterdir()]
        assert left == []
        for database in tmp_path.rglob("*.db*"):
            assert "石坊纸业".encode() not in database.read_bytes(), database


def test_an_upload_is_deleted_with_its_files(tmp_path: Path) -> None:
    with serving(tmp_path) as client:
        (state,) = hand_in(client, sample(REJECT))
        assert post(client, f"/uploads/{state['id']}/remove").status_code == 303
        assert [path for part in ("files", "marked") for path in (tmp_path / "收件" / part).iterdir()] == []


def test_old_uploads_that_are_in_no_round_go(tmp_path: Path) -> None:
    with serving(tmp_path) as client:
        hand_in(client, sample(PASS), round="2025年")
        hand_in(client, sample(REJECT))
        old = (date.today() - timedelta(days=31)).isoformat()
        with parts(client).store.writing() as db:
            db.execute("UPDATE uploads SET at = ?", (old,))
    with serving(tmp_path) as client:
        assert [own["name"] for own in client.get("/api/uploads").json()] == [PASS]


def test_a_person_signs_in_works_and_signs_out(tmp_path: Path) -> None:
    user(tmp_path, "主任", "administrator")
    with serving(tmp_path) as client:
        assert client.get("/rounds?x=1", follow_redirects=False).headers["location"] == "/sign-in?next=/rounds%3Fx%3D1"
        assert sign_in(client, "主任", next="/rounds").headers["location"] == "/rounds"
        (state,) = hand_in(client, sample(PASS))
        assert state["results"][0]["verdict"] == "pass"
        told = words(client.get("/admin").text)
        assert "主任 登录" in told
        assert "主任 上传 份数：1" in told
        client.post("/sign-out", data={"csrf": token(client)}, headers={"Origin": HERE})
        assert client.get("/api/uploads").status_code == 401


def test_files_of_an_archive_have_pages_of_their_own(client: TestClient) -> None:
    data = zipped({name: sample(name)[1] for name in (REJECT, PASS)})
    (state,) = hand_in(client, ("材料.zip", data), round="2022年")
    assert [client.get(f"/results/{one['id']}").status_code for one in state["results"]] == [200, 200]
    assert "材料.zip!/" in words(client.get("/rounds/2022年").text)


def test_the_page_asks_for_its_rows_by_script(client: TestClient) -> None:
    answer = client.post("/api/uploads", files={"file": sample(PASS)}, headers=by_page(client))
    assert answer.status_code == 202
