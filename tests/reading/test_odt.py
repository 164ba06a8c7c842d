"""OpenDocument texts come back as they are printed. The fixtures are built by tests/fixtures/odt/make.py."""

from __future__ import annotations

import random
import time
import zipfile
from pathlib import Path

import pytest

from checker.reading import limits, odt
from checker.reading.document import Document, LeftOut, Place
from checker.reading.errors import Unreadable

from .odt_files import KIND, box, cell, content, items, level, list_style, listed, p, style, styles, table
from .odt_files import odt as made
from .word_files import zipped

FIXTURES = Path(__file__).parents[1] / "fixtures"
SAMPLES = ("b02-02", "b05-13", "b12-11", "b13-16")


def data(name: str) -> bytes:
    return (FIXTURES / "odt" / name).read_bytes()


def texts(file: bytes) -> list[str]:
    return [paragraph.text for paragraph in odt.read(file).paragraphs]


def placed(file: bytes) -> list[tuple[str, str, str | None]]:
    return [(item.text, item.story, item.places[0].block) for item in odt.read(file).paragraphs]


def refusal(file: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        odt.read(file)
    return caught.value


# What is read, and in which order


@pytest.mark.parametrize("stem", SAMPLES)
def test_a_sample_comes_back_as_the_paragraphs_that_were_typed(stem: str) -> None:
    assert texts(data(f"{stem}.odt")) == (FIXTURES / "formats" / f"{stem}.txt").read_text("utf-8").splitlines()


def test_a_file_of_libreoffice_with_one_of_everything_is_read_as_it_is_printed() -> None:
    file = odt.read(data("features.odt"))
    assert placed(data("features.odt")) == [
        ("青山泵业焊工班的", "body", "0"),
        ("三条通道", "body", "0@9"),
        ("主要做法", "body", "1"),
        ("一、定规矩", "body", "2"),
        ("（一）评级办法", "body", "3"),
        ("1. 每季评一次。", "body", "4"),
        ("2. 评后七天内公示。", "body", "5"),
        ("老焊工带徒弟，三年出师。", "body", "6"),
        ("（二）津贴办法", "body", "7"),
        ("二、看结果", "body", "8"),
        ("框里的一句话", "textbox", "9#0/0"),
        ("各班人数见下表：", "body", "9"),
        ("班组", "table", "10/0/0/0"),
        ("人数", "table", "10/0/2/0"),
        ("焊工", "table", "10/1/0/0"),
        ("甲班", "table", "10/1/1/0"),
        ("12", "table", "10/1/2/0"),
        ("乙班", "table", "10/2/1/0"),
        ("9", "table", "10/2/2/0"),
        ("青山泵业工会", "body", "12"),
        ("带徒津贴每月两百元。", "footnote", "footnote1/0"),
        ("见二车间台账。", "footnote", "endnote1/0"),
        ("青山泵业内部资料", "header", "header1/0"),
        ("— 0 —", "footer", "footer1/0"),
        ("首页页脚", "footer", "footer2/0"),
    ]
    title, _, heading, *_, signature = file.paragraphs[:20]
    assert (title.centred, title.bold, title.size, title.level) == (True, True, 22.0, 0)
    assert (heading.centred, heading.bold, heading.size, heading.level) == (False, True, 16.0, 1)
    assert (signature.right_aligned, signature.bold) == (True, False)
    assert [item.cell for item in file.paragraphs[12:19]] == [
        (0, 0, 0),
        (0, 0, 2),
        (0, 1, 0),
        (0, 1, 1),
        (0, 1, 2),
        (0, 2, 1),
        (0, 2, 2),
    ]
    assert [item.label_length for item in file.paragraphs[3:10]] == [2, 3, 3, 3, 0, 3, 2]
    assert (file.format, file.pages, file.notes) == ("odt", 1, ("存在隐藏文字11字，未计入。",))
    assert file.left_out == (LeftOut("隐藏文字", 11), LeftOut("修订中删除的文字", 4), LeftOut("批注", 4))


def test_blanks_of_the_xml_are_one_blank_and_typed_ones_are_kept() -> None:
    body = p("\n  技能\n  津贴<text:s text:c='2'/>按<text:s/>月<text:tab/>发放 <text:span> 。</text:span>\n ")
    assert texts(made(body)) == ["技能 津贴  按 月\t发放 。"]


def test_a_line_break_cuts_a_paragraph_and_offsets_go_on() -> None:
    file = odt.read(made(p("<text:line-break/>三车间<text:line-break/><text:span>技能</text:span>津贴") + p("下一段")))
    assert [(item.text, item.places) for item in file.paragraphs] == [
        ("三车间", (Place(0, 3, "0@1"),)),
        ("技能津贴", (Place(0, 4, "0@5"),)),
        ("下一段", (Place(0, 3, "1"),)),
    ]


def test_what_fields_and_links_show_is_read_and_what_only_describes_is_not() -> None:
    body = p(
        "见<text:a>附件</text:a><text:sequence>3</text:sequence>，第<text:page-number>7</text:page-number>页"
        "<text:bookmark-start/><text:script>code()</text:script><!-- 评 --><?go 走?>"
        "<draw:frame><svg:title>图片说明</svg:title><svg:desc>更多</svg:desc></draw:frame>"
        "<text:ruby><text:ruby-base>焊</text:ruby-base><text:ruby-text>hàn</text:ruby-text></text:ruby>"
    )
    contents = (
        "<text:table-of-content><text:table-of-content-source><text:index-title-template>模板</text:index-title-template>"
        f"</text:table-of-content-source><text:index-body>{p('目录一')}</text:index-body></text:table-of-content>"
    )
    forms = "<office:forms><office:note>表单</office:note></office:forms>"
    assert texts(made(forms + body + contents)) == ["见附件3，第7页焊", "目录一"]


def test_boxes_and_shapes_stand_before_their_anchor_and_groups_are_looked_through() -> None:
    shape = f"<draw:custom-shape>{p('图形')}<draw:enhanced-geometry/></draw:custom-shape>"
    body = p(f"锚{box(p('框一'), listed(items(p('框二'))))}<draw:g>{shape}<draw:line/></draw:g>点") + box(p("页上的框"))
    assert placed(made(body + p("后"))) == [
        ("框一", "textbox", "0#0/0"),
        ("框二", "textbox", "0#0/1"),
        ("图形", "textbox", "0#1/0"),
        ("锚点", "body", "0"),
        ("页上的框", "textbox", "1/0"),
        ("后", "body", "2"),
    ]


def test_merged_cells_are_read_once_and_tables_nest() -> None:
    inner, wide = table(cell(p("内"))), cell(p("表头"), "table:number-columns-spanned='2'")
    head = (
        f"<table:table-header-rows><table:table-row>{wide}"
        f"<table:covered-table-cell>{p('盖住的')}</table:covered-table-cell>{cell(p('备注'))}</table:table-row></table:table-header-rows>"
    )
    body = table(cell("") + cell(p("甲") + inner + p("乙"))).replace("<table:table>", "<table:table>" + head, 1)
    file = odt.read(made(p("上") + body + table(cell(p("另表")))))
    assert [(item.text, item.cell, item.places[0].block) for item in file.paragraphs] == [
        ("上", None, "0"),
        ("表头", (0, 0, 0), "1/0/0/0"),
        ("备注", (0, 0, 2), "1/0/2/0"),
        ("甲", (0, 1, 1), "1/1/1/0"),
        ("内", (1, 0, 0), "1/1/1/1/0/0/0"),
        ("乙", (0, 1, 1), "1/1/1/2"),
        ("另表", (2, 0, 0), "2/0/0/0"),
    ]


def test_absurd_repeats_cost_nothing() -> None:
    row = cell(p("甲"), "table:number-columns-repeated='100000000'") + cell(p("乙"))
    body = table(row).replace("<table:table-row", "<table:table-row table:number-rows-repeated='999999999'") + p(
        "丙<text:s text:c='999999999'/>丁"
    )
    file = odt.read(made(body))
    assert [item.cell for item in file.paragraphs] == [(0, 0, 0), (0, 0, limits.TABLE_COLUMNS), None]
    assert len(file.paragraphs[2].text) == 202


def test_each_header_and_footer_is_read_once_and_one_that_is_switched_off_is_not() -> None:
    first = f"<style:header>{p('甲')}</style:header><style:header-left style:display='false'>{p('不印')}</style:header-left>"
    second = f"<style:header>{p('甲')}{p('乙')}</style:header><style:footer-first>{p('甲')}</style:footer-first>"
    masters = "".join(f"<style:master-page>{page}</style:master-page>" for page in (first, second))
    assert placed(made(p("甲"), more={"styles.xml": styles(masters=masters)})) == [
        ("甲", "body", "0"),
        ("甲", "header", "header1/0"),
        ("乙", "header", "header2/1"),
        ("甲", "footer", "footer1/0"),
    ]


def test_hidden_text_is_left_out_and_counted() -> None:
    hiding = style("H", "text:display='none'", family="text") + style("Child", family="text", more="style:parent-style-name='H'")
    hiding += style("P", "text:display='none'") + style("Shown", "text:display='true'", family="text")
    body = (
        p(f"看得见<text:span text:style-name='Child'>藏一{box(p('随之不见'))}</text:span>")
        + p("藏二<text:span text:style-name='Shown'>又见</text:span>", "P")
        + p("<text:hidden-text text:is-hidden='true' text:string-value='藏三'/>显<text:hidden-text>示</text:hidden-text>")
        + p("<text:hidden-paragraph text:is-hidden='true'/>藏四")
        + f"<text:section text:display='none'>{p('藏五')}</text:section>"
        + p("<text:variable-set text:display='none'>藏六</text:variable-set>末")
    )
    file = odt.read(made(body, hiding))
    assert [item.text for item in file.paragraphs] == ["看得见", "又见", "显示", "末"]
    assert (file.notes, file.left_out) == (("存在隐藏文字12字，未计入。",), (LeftOut("隐藏文字", 12),))


# Form


def test_han_and_latin_letters_have_their_own_weight_and_size() -> None:
    han = "style:font-weight-asian='bold' style:font-size-asian='22pt' fo:font-size='10.5pt'"
    automatic = (
        style("Han", han) + style("Latin", "fo:font-weight='700' fo:font-size='1cm'") + style("Thin", "fo:font-weight='300'")
    )
    file = odt.read(
        made(p("产改简报", "Han") + p("CNC 2021", "Han") + p("CNC", "Latin") + p("甲", "Latin") + p("CNC", "Thin"), automatic)
    )
    assert [(item.bold, item.size) for item in file.paragraphs] == [
        (True, 22.0),
        (False, 10.5),
        (True, 28.35),
        (False, None),
        (False, None),
    ]


def test_styles_follow_their_parents_and_a_share_is_one_of_the_size_above() -> None:
    common = (
        "<style:default-style style:family='paragraph'><style:text-properties style:font-size-asian='16pt'/></style:default-style>"
        "<style:default-style style:family='table'/>"
        + style("Centre", "style:font-size-asian='150%'", "fo:text-align='center'")
        + style("Loop", "style:font-size-asian='95%'", more="style:parent-style-name='Loop'")
    )
    automatic = style("P1", paragraph="fo:text-align='end'", more="style:parent-style-name='Centre'") + style(
        "P2", "style:font-size-asian='nan'", more="style:parent-style-name='Centre'"
    )
    body = p("甲", "P1") + p("乙", "P2") + p("丙", "Loop") + p("丁", "unknown")
    file = odt.read(made(body, automatic, {"styles.xml": styles(common)}))
    assert [(item.centred, item.right_aligned, item.size) for item in file.paragraphs] == [
        (False, True, 24.0),
        (True, False, 24.0),
        (False, False, pytest.approx(16 * 0.95**20)),
        (False, False, 16.0),
    ]


def test_the_text_and_the_margins_have_styles_of_their_own_by_the_same_name() -> None:
    masters = f"<style:master-page><style:header>{p('页眉', 'P1')}</style:header></style:master-page>"
    more = {"styles.xml": styles(automatic=style("P1", paragraph="fo:text-align='center'"), masters=masters)}
    file = odt.read(made(p("正文", "P1"), style("P1", paragraph="fo:text-align='end'"), more))
    assert [(item.text, item.centred, item.right_aligned) for item in file.paragraphs] == [
        ("正文", False, True),
        ("页眉", True, False),
    ]


def test_headings_say_their_level() -> None:
    body = "".join(
        f"<text:h {level}>题</text:h>"
        for level in ("text:outline-level='2'", "text:outline-level='99'", "", "text:outline-level='0'")
    )
    assert [item.level for item in odt.read(made(body + p("题"))).paragraphs] == [2, 9, 1, 1, 0]


# Automatic numbers

OFFICIAL = list_style(
    level(1, "style:num-format='一, 二, 三, ...' style:num-suffix='、'"),
    level(2, "style:num-format='一, 二, 三, ...' style:num-prefix='（' style:num-suffix='）'"),
    level(3, "style:num-format='1' style:num-suffix='.' text:display-levels='1'"),
    level(4, "style:num-format='1' style:num-suffix='．'"),
)


def test_numbers_of_three_levels_count_and_start_afresh() -> None:
    def nested(*inner: str) -> str:
        return listed(items(*inner), "")

    body = listed(
        items(
            p("条") + nested(p("条"), p("条") + nested(p("条") + nested(p("条")), p("条"))),
            p("条") + p("续") + nested(p("条")),
        )
    )
    assert texts(made(body, OFFICIAL)) == [
        "一、条",
        "（一）条",
        "（二）条",
        "1. 条",
        "1．条",
        "2. 条",
        "二、条",
        "续",
        "（一）条",
    ]


def test_a_list_goes_on_where_it_says_so_and_starts_over_where_it_does_not() -> None:
    def one(attributes: str, name: str = "L") -> str:
        return listed(items(p("条")), f"text:style-name='{name}' {attributes}")

    more = list_style(level(1, "style:num-format='1' style:num-suffix=')'"), name="M")
    body = (
        one("xml:id='a'")
        + p("段")
        + one("text:continue-numbering='true'")
        + one("", "M")
        + one("text:continue-numbering='true'")
        + one("text:continue-list='a'")
        + one("text:continue-list='gone'")
    )
    assert texts(made(body, OFFICIAL + more)) == ["一、条", "段", "二、条", "1) 条", "一、条", "三、条", "一、条"]


def test_deeper_levels_of_a_list_that_goes_on_go_on_too() -> None:
    def deep(inner: str) -> str:
        return f"<text:list-item>{listed(inner, '')}</text:list-item>"

    body = (
        listed(items(p("条") + listed(items(p("条")), "")))
        + p("段")
        + listed(deep(items(p("条"))) + items(p("条")), "text:style-name='L' text:continue-numbering='true'")
    )
    assert texts(made(body, OFFICIAL)) == ["一、条", "（一）条", "段", "（二）条", "二、条"]


def test_items_may_start_elsewhere_have_another_style_or_no_number() -> None:
    other = list_style(level(1, "style:num-format='' style:num-suffix='.'"), name="None") + list_style(
        "<text:list-level-style-bullet text:level='1' text:bullet-char='●'/>", name="Dots"
    )
    body = listed(
        f"<text:list-header>{p('头')}</text:list-header>"
        f"<text:list-item text:start-value='5'>{p('条')}</text:list-item>{items('', p(''), p('条'))}"
        f"<text:list-item text:style-override='Dots'>{p('条')}</text:list-item>"
        f"<text:list-item text:style-override='None'>{p('条')}</text:list-item>"
        f"<text:list-item text:style-override='gone'>{p('条')}</text:list-item>{items(p('条'))}"
    )
    assert texts(made(body, OFFICIAL + other)) == ["头", "五、条", "七、条", "条", "条", "条", "十、条"]


def test_a_level_may_start_elsewhere_and_show_those_above_it() -> None:
    old = list_style(
        level(1, "style:num-format='A' text:start-value='3'"),
        level(2, "style:num-format='1' text:display-levels='2' style:num-suffix=' '"),
    )
    new = list_style(
        level(1, "style:num-format='一, 二, 三, ...' loext:num-list-format='第%1%章'", "nothing"),
        level(2, "style:num-format='1' loext:num-list-format='%1%-%2%' style:num-prefix='('", "nothing"),
        name="N",
    )
    tree = items(p("条") + listed(items(p("条")), ""))
    assert texts(made(listed(tree) + listed(tree, "text:style-name='N'"), old + new)) == ["C 条", "C.1 条", "第一章条", "一-1条"]


@pytest.mark.parametrize(
    ("form", "labels"),
    [
        ("一, 二, 三, ...", {1: "一", 11: "十一", 105: "一百零五"}),
        ("壹, 贰, 叁, ...", {23: "贰拾叁"}),
        ("甲, 乙, 丙, ...", {2: "乙"}),
        ("子, 丑, 寅, ...", {3: "寅"}),
        ("①, ②, ③, ...", {20: "⑳"}),
        ("１, ２, ３, ...", {12: "１２"}),
        ("01, 02, 03, ...", {7: "07"}),
        ("a", {2: "b"}),
        ("I", {4: "IV"}),
        ("い, ろ, は, ...", {2: "2"}),
    ],
)
def test_number_formats(form: str, labels: dict[int, str]) -> None:
    body = "".join(listed(f"<text:list-item text:start-value='{number}'>{p('条')}</text:list-item>") for number in labels)
    written = list_style(level(1, f"style:num-format='{form}' style:num-suffix='、'"))
    assert texts(made(body, written)) == [f"{label}、条" for label in labels.values()]


def test_headings_are_numbered_by_the_outline_unless_their_style_forbids_it() -> None:
    def outline(number: int, attributes: str) -> str:
        return f"<text:outline-level-style text:level='{number}' {attributes}/>"

    def heading(depth: int, attributes: str = "") -> str:
        return f"<text:h text:outline-level='{depth}' {attributes}>题</text:h>"

    common = (
        "<text:outline-style style:name='Outline'>"
        + outline(1, "style:num-format='一, 二, 三, ...' style:num-suffix='、'")
        + outline(2, "style:num-format='1' style:num-suffix='.'")
        + outline(3, "style:num-format=''")
        + "</text:outline-style>"
        + style("None", more="style:list-style-name=''")
        + style("Own", more="style:list-style-name='L'")
        + OFFICIAL
    )
    body = (
        heading(1)
        + heading(2)
        + heading(3)
        + heading(2)
        + heading(1, "text:style-name='None'")
        + heading(1, "text:is-list-header='true'")
        + heading(1)
        + heading(2)
        + heading(2, "text:style-name='Own'")
        + heading(1, "text:restart-numbering='true' text:start-value='9'")
    )
    found = texts(made(body, more={"styles.xml": styles(common)}))
    assert found == ["一、题", "1. 题", "题", "2. 题", "题", "题", "二、题", "1. 题", "（一）题", "九、题"]


def test_a_list_without_a_style_takes_that_of_its_paragraph_and_a_paragraph_may_be_numbered_alone() -> None:
    automatic = OFFICIAL + style("P", more="style:list-style-name='L'")
    alone = f"<text:numbered-paragraph text:list-id='x' text:level='1' text:style-name='L'>{p('条')}</text:numbered-paragraph>"
    assert texts(made(listed(items(p("条", "P")), "") + alone + alone, automatic)) == ["一、条", "一、条", "二、条"]


def test_a_label_that_no_honest_list_has_is_left_off() -> None:
    written = list_style(level(1, f"style:num-format='1' style:num-prefix='{'长' * 1_000}'"))
    assert texts(made(listed(items(p("条"))), written)) == ["条"]


# What else a file says


def test_pages_come_from_the_statistics_and_broken_ones_are_no_matter() -> None:
    def counted(pages: str) -> int | None:
        meta = f"<m:meta xmlns:m='urn:oasis:names:tc:opendocument:xmlns:meta:1.0'><m:document-statistic {pages}/></m:meta>"
        return odt.read(made(p("甲"), more={"meta.xml": meta})).pages

    assert counted("m:page-count='7'") == 7
    assert counted("m:page-count='many'") is None
    assert counted("") is None
    assert odt.read(made(p("甲"), more={"meta.xml": "<broken"})).pages is None


def test_a_blank_file_is_an_empty_document_and_one_of_pictures_is_unread() -> None:
    picture = p("<draw:frame><draw:image/></draw:frame>")
    formula = p("<draw:frame><draw:object/><draw:image/></draw:frame>")
    assert odt.read(made(p("") + p(" <text:s/>") + formula)) == Document((), "odt")
    assert refusal(made(picture)).code == "scanned"
    assert odt.read(made(picture + p("正文"))).left_out == (LeftOut("图片1张", None, seen=True),)


# Files that are refused


def test_texts_are_accepted_and_other_packages_are_not() -> None:
    manifest = '<manifest:file-entry manifest:full-path="/" manifest:media-type="{}"/>'
    whole = made(p("甲"))
    assert odt.accepts(whole)
    assert odt.accepts(zipped({"mimetype": f"{KIND}-template\n"}))
    assert odt.accepts(zipped({"META-INF/manifest.xml": manifest.format(KIND), "content.xml": ""}))
    stored = zipped({"mimetype": KIND, "content.xml": content(p("甲"))}, zipfile.ZIP_STORED)
    assert odt.accepts(stored[: len(stored) // 2])
    assert not odt.accepts(zipped({"mimetype": KIND.replace("text", "spreadsheet")}))
    assert not odt.accepts(zipped({"META-INF/manifest.xml": manifest.format(KIND.replace("text", "presentation"))}))
    assert not odt.accepts(zipped({"content.xml": ""}))
    assert not odt.accepts(zipped({"材料.odt": stored}, zipfile.ZIP_STORED)[:-40])
    assert not odt.accepts(b"PK\x03\x04") and not odt.accepts(b"") and not odt.accepts("材料".encode())


def test_a_password_is_named_as_the_reason_and_an_old_manifest_is_no_matter() -> None:
    doctype = "<!DOCTYPE manifest:manifest PUBLIC 'x' 'Manifest.dtd'><manifest:manifest>{}</manifest:manifest>"
    locked = made(p("甲"), more={"META-INF/manifest.xml": doctype.format("<manifest:encryption-data/>")})
    assert refusal(locked).code == "encrypted"
    assert refusal(made("", more={"encrypted-package": "x"})).code == "encrypted"
    assert texts(made(p("甲"), more={"META-INF/manifest.xml": doctype.format("")})) == ["甲"]


@pytest.mark.parametrize(
    "file",
    [
        b"PK\x03\x04 no zip",
        zipped({"mimetype": KIND}),
        zipped({"mimetype": KIND, "content.xml": "<a/>"}),
        zipped({"mimetype": KIND, "content.xml": content("")[:-9]}),
        zipped({"mimetype": KIND, "content.xml": "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]>" + content(p("&b;"))}),
        zipped({"mimetype": KIND, "content.xml": ("<!DOCTYPE a [<!ENTITY b 'c'>]>" + content(p("&b;"))).encode("utf-16")}),
        made(p("甲"), more={"styles.xml": "<broken"}),
        made("<text:section>" * 300 + "</text:section>" * 300),
        made(p("<text:span>" * 300 + "</text:span>" * 300)),
    ],
)
def test_damaged_files_are_refused_in_plain_words(file: bytes) -> None:
    error = refusal(file)
    assert error.code == "damaged"
    assert error.message.endswith("请用 Word 或 WPS 重新另存为 .docx 后再报。")


def test_a_file_cut_anywhere_ends_in_the_one_error() -> None:
    whole = made(p("甲" * 50), OFFICIAL, {"styles.xml": styles()})
    assert {refusal(whole[:end]).code for end in range(0, len(whole) - 1, 7)} == {"damaged"}


def test_bombs_are_refused_before_they_unfold() -> None:
    bomb = zipped({"mimetype": KIND, "content.xml": b" " * (limits.XML_PART_BYTES + 1)})
    assert len(bomb) < 100_000
    assert refusal(bomb).code == "too_large"
    assert refusal(made(p("字" * 1_000) * (limits.CHARACTERS // 1_000 + 1))).code == "too_large"


def test_nesting_as_deep_as_the_parser_lets_through_is_read_or_refused() -> None:
    for inner in (
        p("<text:span>" * 240 + "深" + "</text:span>" * 240),
        "<text:list><text:list-item>" * 120 + p("深") + "</text:list-item></text:list>" * 120,
        "<table:table><table:table-row><table:table-cell>" * 80
        + p("深")
        + "</table:table-cell></table:table-row></table:table>" * 80,
        "<text:p><draw:frame><draw:text-box>" * 80 + p("深") + "</draw:text-box></draw:frame></text:p>" * 80,
    ):
        assert texts(made(inner)) == ["深"]


def test_noise_in_a_file_ends_in_nothing_but_unreadable() -> None:
    chance = random.Random(7)
    original = data("features.odt")
    for _ in range(60):
        noisy = bytearray(original)
        for _ in range(20):
            noisy[chance.randrange(len(noisy))] = chance.randrange(256)
        odt.accepts(bytes(noisy))
        try:
            odt.read(bytes(noisy))
        except Unreadable:
            continue


def test_a_long_file_takes_time_in_proportion() -> None:
    for body in (
        p("技能津贴按月发放，<text:span>评定结果公开。</text:span>") * 3_000,
        listed(items(*[p("条")] * 20_000)),
        listed(items(p("条"))) * 20_000,
        p("字<text:line-break/>" * 20_000),
        p("<text:s/>" * 20_000 + "字"),
    ):
        file = made(body, OFFICIAL)
        started = time.perf_counter()
        odt.read(file)
        assert time.perf_counter() - started < 2
