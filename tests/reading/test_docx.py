from __future__ import annotations

import io
import time
import zipfile

import docx as python_docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from checker.reading import docx, limits
from checker.reading.document import Document, LeftOut, Place
from checker.reading.errors import Unreadable
from checker.reading.word.numbering import formatted

from .word_files import box, document, listed, numbering, p, r, relations, table, word, zipped


def texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.read(data).paragraphs]


def refusal(data: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        docx.read(data)
    return caught.value


def python_docx_file(build: python_docx.document.Document) -> bytes:
    file = io.BytesIO()
    build.save(file)
    return file.getvalue()


# What is read, and in which order


def test_a_file_of_python_docx_is_read_with_its_forms() -> None:
    file = python_docx.Document()
    file.add_heading("主要做法", level=1)
    title = file.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run("焊工班的三条通道")
    run.bold, run.font.size = True, Pt(22)
    file.add_paragraph("")
    signature = file.add_paragraph("青山泵业工会")
    signature.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    heading, title_, signature_ = docx.read(python_docx_file(file)).paragraphs
    assert (heading.text, heading.level, heading.bold, heading.size) == ("主要做法", 1, True, 14.0)
    assert (title_.text, title_.level, title_.centred, title_.bold, title_.size) == ("焊工班的三条通道", 0, True, True, 22.0)
    assert (signature_.text, signature_.centred, signature_.right_aligned, signature_.bold) == (
        "青山泵业工会",
        False,
        True,
        False,
    )


def test_insertions_and_wrapped_runs_are_read() -> None:
    body = p(
        "甲",
        f"<w:ins>{r('乙')}</w:ins>",
        f"<w:moveTo>{r('丙')}</w:moveTo>",
        f"<w:hyperlink>{r('丁')}</w:hyperlink>",
        f"<w:smartTag><w:smartTag>{r('戊')}</w:smartTag></w:smartTag>",
        f"<w:sdt><w:sdtPr/><w:sdtContent>{r('己')}</w:sdtContent></w:sdt>",
        f"<w:fldSimple w:instr='PAGE'>{r('庚')}</w:fldSimple>",
        "<m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>",
    )
    assert texts(word(body)) == ["甲乙丙丁戊己庚x=2"]


def test_tracked_deletions_and_comments_are_not_read() -> None:
    body = p(
        "留下",
        "<w:del><w:r><w:delText>删去</w:delText></w:r></w:del>",
        f"<w:moveFrom>{r('移走')}</w:moveFrom>",
        "<w:r><w:commentReference w:id='0'/></w:r>",
    )
    assert texts(word(body)) == ["留下"]


def test_a_paragraph_whose_mark_was_deleted_runs_on_into_the_next() -> None:
    removed = "<w:rPr><w:del w:id='1'/></w:rPr>"
    file = docx.read(word(p("前半句，", form=removed) + p("后半句。", form="<w:jc w:val='center'/>") + p("另一段。")))
    assert [paragraph.text for paragraph in file.paragraphs] == ["前半句，后半句。", "另一段。"]
    assert file.paragraphs[0].centred
    assert file.paragraphs[0].places == (Place(0, 4, "0"), Place(4, 8, "1"))


def test_field_results_are_read_and_field_codes_are_not() -> None:
    def mark(kind: str) -> str:
        return f"<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>"

    inner = mark("begin") + r("内层代码") + mark("separate") + r("内层结果") + mark("end")
    body = p("见第", mark("begin") + r("代码") + inner + mark("separate") + r("3") + mark("end"), "页")
    assert texts(word(body + p("残缺", mark("begin"), "代码") + p("下一段"))) == ["见第3页", "残缺", "下一段"]


def test_marks_inside_runs_become_characters() -> None:
    body = p("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:noBreakHyphen/><w:sym w:char='F0FE'/><w:softHyphen/><w:t>丙</w:t></w:r>")
    assert texts(word(body)) == ["甲\t乙-□丙"]


def test_of_ruby_only_the_base_is_read() -> None:
    ruby = f"<w:ruby><w:rt>{r('hàn')}</w:rt><w:rubyBase>{r('焊')}</w:rubyBase></w:ruby>"
    assert texts(word(p(f"<w:r><w:t>老</w:t>{ruby}<w:t>工</w:t></w:r>"))) == ["老焊工"]


def test_hidden_text_is_left_out_and_counted() -> None:
    styles = "<w:style w:type='character' w:styleId='h'><w:rPr><w:vanish/></w:rPr></w:style>"
    body = p("看得见", r("看 不见", "<w:vanish/>"), r("也不", "<w:rStyle w:val='h'/>"), r("露出", "<w:vanish w:val='0'/>"))
    file = docx.read(word(body, styles=styles))
    assert file.text == "看得见露出"
    assert file.notes == ("存在隐藏文字5字，未计入。",)


def test_block_content_controls_are_looked_through() -> None:
    body = p("一") + f"<w:sdt><w:sdtPr/><w:sdtContent>{p('二')}{table([p('三')])}</w:sdtContent></w:sdt>" + p("四")
    assert texts(word(body)) == ["一", "二", "三", "四"]


def test_a_text_box_is_read_once_and_before_the_paragraph_with_its_anchor() -> None:
    file = docx.read(word(p("首段") + p("锚点段", box(p("红头第一行"), p("红头第二行"))) + p("末段")))
    assert [(item.text, item.story, item.places[0].block) for item in file.paragraphs] == [
        ("首段", "body", "0"),
        ("红头第一行", "textbox", "1#0/0"),
        ("红头第二行", "textbox", "1#0/1"),
        ("锚点段", "body", "1"),
        ("末段", "body", "2"),
    ]


def test_the_fallback_is_read_where_there_is_no_choice() -> None:
    body = p(f"<w:r><mc:AlternateContent><mc:Fallback><w:t>后备</w:t></mc:Fallback></mc:AlternateContent></w:r>{r('文字')}")
    assert texts(word(body)) == ["后备文字"]


def test_word_art_is_read() -> None:
    art = "<w:r><w:pict><v:shapetype><v:textpath on='t'/></v:shapetype><v:shape><v:textpath string='青山县总工会文件'/></v:shape></w:pict></w:r>"
    file = docx.read(word(p(art, "正文")))
    assert [(item.text, item.story) for item in file.paragraphs] == [("青山县总工会文件", "textbox"), ("正文", "body")]


def test_merged_cells_are_read_once_and_cells_know_their_column() -> None:
    wide, down, rest = (
        f"<w:tcPr>{form}</w:tcPr>" for form in ("<w:gridSpan w:val='2'/>", "<w:vMerge w:val='restart'/>", "<w:vMerge/>")
    )
    body = table([wide + p("表头"), p("备注")], [down + p("班组"), p("甲"), p("乙")], [rest + p("不显示"), p("丙"), p("丁")])
    assert [(item.text, item.story, item.cell) for item in docx.read(word(body + table([p("另表")]))).paragraphs] == [
        ("表头", "table", (0, 0, 0)),
        ("备注", "table", (0, 0, 2)),
        ("班组", "table", (0, 1, 0)),
        ("甲", "table", (0, 1, 1)),
        ("乙", "table", (0, 1, 2)),
        ("丙", "table", (0, 2, 1)),
        ("丁", "table", (0, 2, 2)),
        ("另表", "table", (1, 0, 0)),
    ]


def test_nested_tables_are_read_once_in_their_cell() -> None:
    file = docx.read(word(p("上") + table([p("外一") + table([p("内")]) + p("外二")])))
    assert [(item.text, item.cell, item.places[0].block) for item in file.paragraphs] == [
        ("上", None, "0"),
        ("外一", (0, 0, 0), "1/0/0/0"),
        ("内", (1, 0, 0), "1/0/0/1/0/0/0"),
        ("外二", (0, 0, 0), "1/0/0/2"),
    ]


def test_deleted_rows_are_not_read_and_absurd_spans_cost_nothing() -> None:
    row = f"<w:tr><w:trPr><w:del w:id='1'/></w:trPr><w:tc>{p('删去的行')}</w:tc></w:tr>"
    absurd = f"<w:tr><w:tc><w:tcPr><w:gridSpan w:val='100000000'/></w:tcPr>{p('甲')}</w:tc><w:tc>{p('乙')}</w:tc></w:tr>"
    file = docx.read(word(f"<w:tbl>{row}{absurd}</w:tbl>"))
    assert [(item.text, item.cell) for item in file.paragraphs] == [("甲", (0, 1, 0)), ("乙", (0, 1, limits.TABLE_COLUMNS))]


def test_notes_follow_the_body_and_headers_follow_the_notes() -> None:
    file = docx.read(
        word(
            p("正文", "<w:r><w:footnoteReference w:id='2'/></w:r>"),
            footnotes=f"<w:footnote w:type='separator' w:id='0'>{p('线')}</w:footnote><w:footnote w:id='2'>{p('脚注')}</w:footnote>",
            endnotes=f"<w:endnote w:id='3'>{p('尾注')}</w:endnote>",
            header1=p("内部资料") + p(box(p("页眉框"))),
            header2=p("内部资料"),
            footer1=p("内部资料") + p("第1页"),
        )
    )
    assert [(item.text, item.story, item.places[0].block) for item in file.paragraphs] == [
        ("正文", "body", "0"),
        ("脚注", "footnote", "footnote2/0"),
        ("尾注", "footnote", "endnote3/0"),
        ("内部资料", "header", "header1/0"),
        ("页眉框", "header", "header1/1#0/0"),
        ("内部资料", "footer", "footer1/0"),
        ("第1页", "footer", "footer1/1"),
    ]


# Positions


def visible(file: Document, index: int) -> str:
    place = file.paragraphs[index].places[0]
    return file.paragraphs[index].text[place.start : place.end]


def test_a_line_break_cuts_a_paragraph_and_offsets_go_on() -> None:
    body = p(
        "<w:r><w:br/><w:t>三车间</w:t><w:br/><w:t>\n技能</w:t></w:r><w:r><w:t>津贴</w:t><w:br w:type='page'/><w:t>办法</w:t></w:r>",
        "<w:r><w:cr/></w:r>",
    )
    file = docx.read(word(body))
    assert [(item.text, item.places) for item in file.paragraphs] == [
        ("三车间", (Place(0, 3, "0@1"),)),
        (" 技能津贴", (Place(0, 5, "0@5"),)),
        ("办法", (Place(0, 2, "0@11"),)),
    ]


def test_a_label_stands_before_the_text_and_outside_its_place() -> None:
    body = p("<w:r><w:t>建立通道</w:t><w:br/><w:t>每季评定</w:t></w:r>", form=listed(1))
    file = docx.read(word(body, numbering=numbering(("chineseCounting", "%1、"))))
    first, second = file.paragraphs
    assert (first.text, first.label_length, first.places) == ("一、建立通道", 2, (Place(2, 6, "0"),))
    assert (second.text, second.label_length, second.places) == ("每季评定", 0, (Place(0, 4, "0@5"),))
    assert (visible(file, 0), visible(file, 1)) == ("建立通道", "每季评定")


# Form


def test_heading_levels_follow_the_chain_of_styles() -> None:
    def style(key: str, name: str, based_on: str = "", form: str = "") -> str:
        base = f"<w:basedOn w:val='{based_on}'/>" if based_on else ""
        return f"<w:style w:type='paragraph' w:styleId='{key}'><w:name w:val='{name}'/>{base}<w:pPr>{form}</w:pPr></w:style>"

    styles = "".join(
        (
            style("1", "heading 1"),
            style("2", "标题 2", form="<w:jc w:val='center'/>"),
            style("mine", "单位二级", "2"),
            style("toc", "目录标题", "1", "<w:outlineLvl w:val='9'/>"),
            style("x", "甲", "y"),
            style("y", "乙", "x"),
        )
    )
    names = ("1", "2", "mine", "toc", "x", "none")
    body = "".join(p(name, form=f"<w:pStyle w:val='{name}'/>") for name in names) + p("大纲", form="<w:outlineLvl w:val='2'/>")
    found = [(item.text, item.level, item.centred) for item in docx.read(word(body, styles=styles)).paragraphs]
    assert found[:3] == [("1", 1, False), ("2", 2, True), ("mine", 2, True)]
    assert found[3:] == [("toc", 0, False), ("x", 0, False), ("none", 0, False), ("大纲", 3, False)]


def test_size_is_that_of_most_characters_and_bold_needs_all_of_them() -> None:
    styles = (
        "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val='21'/></w:rPr></w:rPrDefault></w:docDefaults>"
        "<w:style w:type='paragraph' w:default='1' w:styleId='a'><w:rPr><w:b/></w:rPr></w:style>"
    )
    body = (
        p("正文", r("大号的字很多", "<w:sz w:val='32'/>"))
        + p(r("不加粗", "<w:b w:val='0'/>"), "其余")
        + p("甲", r(" ", "<w:b w:val='0'/>"))
    )
    found = [(item.size, item.bold) for item in docx.read(word(body, styles=styles)).paragraphs]
    assert found == [(16.0, True), (10.5, False), (10.5, True)]
    assert docx.read(word(p(r("甲", "<w:sz w:val='nan'/>")))).paragraphs[0].size is None


# Automatic numbers


def test_numbers_of_three_levels_count_and_start_afresh() -> None:
    lists = numbering(
        ("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."), ("decimal", "%4．")
    )
    body = "".join(p("条", form=listed(1, level)) for level in (0, 1, 1, 2, 0, 1, 2, 2, 3))
    labels = ["一、条", "（一）条", "（二）条", "1. 条", "二、条", "（一）条", "1. 条", "2. 条", "1．条"]
    assert texts(word(body, numbering=lists)) == labels


def test_a_label_gets_a_blank_only_after_ascii_and_only_if_the_list_asks_for_one() -> None:
    assert texts(word(p("甲", form=listed(1)), numbering=numbering(("decimal", "%1)")))) == ["1) 甲"]
    assert texts(word(p("甲", form=listed(1)), numbering=numbering(("decimal", "%1)"), more="<w:suff w:val='nothing'/>"))) == [
        "1)甲"
    ]
    assert texts(word(p("甲", form=listed(1)), numbering=numbering(("decimal", "第%1章"), more="<w:suff w:val='space'/>"))) == [
        "第1章甲"
    ]


def test_bullets_and_removed_numbers_give_no_label() -> None:
    assert texts(word(p("甲", form=listed(1)) + p("乙", form=listed(0)), numbering=numbering(("bullet", "●")))) == ["甲", "乙"]


def test_legal_numbering_writes_all_levels_in_digits() -> None:
    legal = numbering(("upperRoman", "%1."), ("decimal", "%1.%2"), more="<w:isLgl/>")
    assert texts(word(p("甲", form=listed(1)) + p("乙", form=listed(1, 1)), numbering=legal)) == ["1. 甲", "1.1 乙"]
    plain = numbering(("upperRoman", "%1."), ("decimal", "%1.%2"))
    assert texts(word(p("甲", form=listed(1)) + p("乙", form=listed(1, 1)), numbering=plain)) == ["I. 甲", "I.1 乙"]


def test_lists_with_one_definition_go_on_counting_unless_told_to_start_over() -> None:
    nums = "".join(
        f"<w:num w:numId='{key}'><w:abstractNumId w:val='0'/>{extra}</w:num>"
        for key, extra in ((1, ""), (2, ""), (3, "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride>"))
    )
    body = "".join(p("条", form=listed(key)) for key in (1, 2, 3, 3, 1))
    assert texts(word(body, numbering=numbering(("decimal", "%1、"), nums=nums))) == ["1、条", "2、条", "5、条", "6、条", "7、条"]


def test_a_style_brings_its_level_of_the_list() -> None:
    def style(key: str, form: str) -> str:
        return f"<w:style w:type='paragraph' w:styleId='{key}'><w:pPr><w:numPr>{form}</w:numPr></w:pPr></w:style>"

    styles = style("one", "<w:numId w:val='1'/>") + style("two", "<w:ilvl w:val='1'/><w:numId w:val='1'/>")
    body = p("甲", form="<w:pStyle w:val='one'/>") + p("乙", form="<w:pStyle w:val='two'/>")
    assert texts(word(body, styles=styles, numbering=numbering(("chineseCounting", "%1、"), ("decimal", "%2、")))) == [
        "一、甲",
        "1、乙",
    ]


def test_empty_numbered_paragraphs_count_but_are_kept_out() -> None:
    body = p("甲", form=listed(1)) + p(form=listed(1)) + p("丙", form=listed(1))
    assert texts(word(body, numbering=numbering(("decimal", "%1、")))) == ["1、甲", "3、丙"]


@pytest.mark.parametrize(
    ("form", "labels"),
    [
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 105: "一百零五", 110: "一百一十", 2030: "二千零三十"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ("decimalFullWidth", {12: "１２"}),
        ("upperLetter", {1: "A", 26: "Z", 27: "AA", 10**9: "1000000000"}),
        ("lowerRoman", {4: "iv", 1999: "mcmxcix", 4000: "4000"}),
        ("chineseLegalSimplified", {23: "贰拾叁"}),
        ("decimalZero", {7: "07"}),
        ("none", {7: ""}),
        ("unheardOf", {7: "7"}),
    ],
)
def test_number_formats(form: str, labels: dict[int, str]) -> None:
    assert {number: formatted(number, form) for number in labels} == labels


# Packages as they come


def test_pages_come_from_the_properties_and_a_broken_one_is_no_matter() -> None:
    def with_app(app: str) -> bytes:
        return zipped(
            {
                "_rels/.rels": relations(("officeDocument", "word/document.xml")),
                "word/document.xml": document(p("甲")),
                "docProps/app.xml": app,
            }
        )

    assert docx.read(with_app("<Properties xmlns='urn:x'><Pages>7</Pages></Properties>")).pages == 7
    assert docx.read(with_app("<Properties xmlns='urn:x'><Pages>many</Pages></Properties>")).pages is None
    assert docx.read(with_app("<Properties xmlns='urn:x'><Pages>-7</Pages></Properties>")).pages is None
    assert docx.read(with_app("<broken")).pages is None
    whole = with_app("<Properties xmlns='urn:x'><Pages>7</Pages></Properties>")
    at = whole.index(b"docProps/app.xml") + len("docProps/app.xml")
    assert docx.read(whole[:at] + b"\xff" * 8 + whole[at + 8 :]).pages is None
    assert docx.read(word(p("甲"))).pages is None


def test_strict_files_macro_files_and_other_part_names_are_read() -> None:
    strict = document(p("严格")).replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"
    )
    assert texts(zipped({"_rels/.rels": relations(("officeDocument", "/word/document.xml")), "word/document.xml": strict})) == [
        "严格"
    ]
    assert texts(word(p("另名"), main="word/document2.xml", header1=p("页眉"))) == ["另名", "页眉"]
    assert texts(
        zipped({"_rels\\.rels": relations(("officeDocument", "Word/Document.xml")), "word\\document.xml": document(p("斜杠"))})
    ) == ["斜杠"]


def test_a_missing_picture_or_missing_styles_are_no_matter() -> None:
    file = zipped(
        {
            "_rels/.rels": relations(("officeDocument", "word/document.xml")),
            "word/document.xml": document(p("正文")),
            "word/_rels/document.xml.rels": relations(
                ("image", "media/gone.png"), ("styles", "styles.xml"), ("header", "gone.xml")
            ),
        }
    )
    assert texts(file) == ["正文"]


def test_a_blank_file_is_an_empty_document() -> None:
    assert docx.read(word(p() + p(" 　"))) == Document((), "docx")


def test_a_file_of_pictures_is_unread_and_not_blank() -> None:
    picture = p("<w:r><w:drawing><a:blip/></w:drawing></w:r>")
    error = refusal(word(picture))
    assert error.code == "scanned" and error.message.startswith("文件里只有图片，") and "Word文件" not in error.message
    file = docx.read(word(picture + p("正文")))
    assert (file.text, file.left_out) == ("正文", (LeftOut("图片1张", None, seen=True),))


def test_embedded_documents_are_reported() -> None:
    assert refusal(word("<w:altChunk/>")).code == "unsupported"
    assert docx.read(word(p("正文") + "<w:altChunk/>")).notes == ("文件中嵌有其他文档，其内容未读取。",)


# Files that are refused


def test_word_packages_are_accepted_and_other_zips_are_not() -> None:
    types = "<Types><Override PartName='/main.xml' ContentType='application/{}+xml'/></Types>"
    macro, sheet = "vnd.ms-word.document.macroEnabled.main", "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main"
    whole = word(p("甲"))
    assert docx.accepts(whole)
    assert docx.accepts(zipped({"[Content_Types].xml": types.format(macro)}))
    assert docx.accepts(whole[: len(whole) // 2])
    assert not docx.accepts(zipped({"[Content_Types].xml": types.format(sheet), "xl/workbook.xml": ""}))
    assert not docx.accepts(zipped({"材料.docx": whole}, zipfile.ZIP_STORED))
    assert not docx.accepts(zipped({"材料.docx": whole}, zipfile.ZIP_STORED)[:-40])
    assert not docx.accepts(b"PK\x03\x04") and not docx.accepts(b"") and not docx.accepts("材料".encode())


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 no zip",
        zipped({"word/other.xml": "<a/>"}),
        zipped({"word/document.xml": "<a/>"}),
        zipped({"word/document.xml": "<w:document"}),
        zipped({"word/document.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
        zipped({"word/document.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>".encode("utf-16")}),
        zipped({"word/document.xml": document(p("甲"))}, zipfile.ZIP_BZIP2),
        word("<w:p>" * 300 + "</w:p>" * 300),
        word(p("甲"), styles="<w:style>" * 2 + "</w:style>")[:-50],
    ],
)
def test_damaged_files_are_refused_in_plain_words(data: bytes) -> None:
    error = refusal(data)
    assert error.code == "damaged"
    assert error.message.endswith("请用 Word 或 WPS 重新另存为 .docx 后再报。")


def test_a_file_cut_anywhere_ends_in_the_one_error() -> None:
    whole = word(p("甲" * 50), styles="<w:style w:styleId='a'/>", numbering=numbering(("decimal", "%1.")))
    assert {refusal(whole[:end]).code for end in range(0, len(whole) - 1, 7)} == {"damaged"}


def test_bombs_are_refused_before_they_unfold(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = zipped({"word/document.xml": b" " * (limits.XML_PART_BYTES + 1)})
    assert len(bomb) < 100_000
    assert refusal(bomb).code == "too_large"
    assert refusal(zipped(dict.fromkeys(map(str, range(limits.ZIP_ENTRIES + 1)), ""))).code == "too_large"
    monkeypatch.setattr(limits, "XML_TOTAL_BYTES", 2_000)
    assert refusal(word(p("甲" * 400), header1=p("乙" * 400))).code == "too_large"


def test_a_text_as_long_as_a_book_is_refused() -> None:
    assert refusal(word(p("字" * 1_000) * (limits.CHARACTERS // 1_000 + 1))).code == "too_large"


def test_entries_with_a_password_are_refused() -> None:
    data = bytearray(zipped({"word/document.xml": document(p("甲"))}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(data)).code == "encrypted"


def test_a_long_file_takes_time_in_proportion() -> None:
    removed = "<w:rPr><w:del w:id='1'/></w:rPr>"
    for body in (
        p("技能津贴按月发放，", r("评定结果公开。")) * 3_000,
        p("接", form=removed) * 20_000,
        p("<w:r>" + "<w:t>字</w:t><w:br/>" * 20_000 + "</w:r>"),
    ):
        data = word(body)
        started = time.perf_counter()
        docx.read(data)
        assert time.perf_counter() - started < 2
