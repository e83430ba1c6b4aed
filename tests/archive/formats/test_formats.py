"""Every format gives its words and what it says of itself, with where it says so; the bytes stay as they came."""

import io
import json
import tarfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import files
import pytest
from files import FIRST, SECOND, TEXT

from marsad.archive.intake import Container, Intake, Problem, Unread, take
from marsad.archive.items import Item
from marsad.model.canonical import digest

LINE = TEXT.replace("\n", " ")
"""A line end inside a paragraph of a page is a space."""


def items(folder: Path, name: str, data: bytes, **given: Any) -> list[Item]:
    (folder / name).write_bytes(data)
    return list(take([str(folder / name)], **given))


def intakes(found: list[Item]) -> list[Intake]:
    return [item for item in found if isinstance(item, Intake)]


def one(folder: Path, name: str, data: bytes) -> Intake:
    (intake,) = intakes(items(folder, name, data))
    return intake


HEAD = """<title>غارات</title><meta property="og:site_name" content="صحيفة المثال"><meta name="author" content="كاتبة">
<meta property="article:published_time" content="2016-12-06T23:30:00+03:00">
<link rel="canonical" href="https://example.org/17">"""


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256", "iso-8859-6"])
def test_a_page_gives_its_article_and_what_it_says_of_itself(tmp_path: Path, encoding: str) -> None:
    words = TEXT.replace("،", ",")
    paragraphs = words.replace("\n", "</p><p>")
    data = files.page(HEAD, f"<p>{paragraphs}</p>", encoding)
    intake = one(tmp_path, "a.html", data)
    report = intake.report
    assert intake.original == data
    assert report.text == words
    assert (report.published, report.outlet, report.title) == (date(2016, 12, 6), "صحيفة المثال", "غارات")
    assert (report.url, report.lang, report.meta["author"]) == ("https://example.org/17", "ar", "كاتبة")
    assert report.meta["published"] == "2016-12-06T23:30:00+03:00"
    assert report.meta["origins"] == {
        "author": "meta author", "lang": "html lang", "outlet": "meta og:site_name",
        "published": "meta article:published_time", "title": "title", "url": "link canonical",
    }  # fmt: skip
    assert intake.base.extractor.startswith("html/1 trafilatura/")
    assert intake.base.encoding == encoding


def test_a_page_may_say_it_in_linked_data(tmp_path: Path) -> None:
    said = {"@graph": [{"@type": "NewsArticle", "datePublished": "2016-12-06", "publisher": {"name": "وكالة"}}]}
    head = f'<script type="application/ld+json">{json.dumps(said)}</script>'
    report = one(tmp_path, "a.html", files.page(head)).report
    assert (report.published, report.outlet) == (date(2016, 12, 6), "وكالة")
    assert report.meta["origins"]["published"] == "json-ld datePublished"


def test_a_feed_gives_a_report_an_entry(tmp_path: Path) -> None:
    data = files.rss(files.item(1) + files.item(2, SECOND) + files.item(3, ""))
    container, *rest = items(tmp_path, "a.xml", data)
    assert isinstance(container, Container)
    assert (container.original, container.digest) == (data, digest(data))
    first, second = intakes(rest)
    assert (first.report.text, first.report.published, first.report.outlet) == (LINE, date(2016, 12, 6), "وكالة المثال")
    assert (first.report.url, first.report.title, first.report.lang) == ("https://example.org/1", "خبر 1", "ar")
    assert first.report.meta["origins"]["published"] == "published"
    assert first.original == first.within == digest(data)
    assert first.report.report != second.report.report
    (passed,) = [item for item in rest if isinstance(item, Problem)]
    assert (passed.level, passed.where) == ("warning", f"{tmp_path / 'a.xml'}!item 3")
    again = intakes(items(tmp_path, "b.xml", files.rss(files.item(1, FIRST))))[0]
    assert again.report.report == first.report.report, "an entry that was changed is a new version of the same report"


def test_an_atom_entry_is_read_like_one_of_rss(tmp_path: Path) -> None:
    report = one(tmp_path, "a.atom", files.atom()).report
    assert (report.text, report.published, report.outlet) == (LINE, date(2016, 12, 5), "وكالة أخرى")
    assert (report.url, report.meta["author"]) == ("https://example.net/1", "كاتب")


def test_a_table_gives_a_report_a_row(tmp_path: Path) -> None:
    data = f'report;published;text;outlet;by\r\na;2016-12-06;"{TEXT}";وكالة;ليلى\r\nb;;{SECOND};;\r\nc;;;;\r\n'.encode()
    first, second = intakes(found := items(tmp_path, "a.csv", data))
    assert (first.report.report, first.report.text, first.report.published) == ("a", TEXT, date(2016, 12, 6))
    assert (first.report.outlet, first.report.meta["by"]) == ("وكالة", "ليلى")
    assert (second.report.report, second.report.published, second.source) == ("b", None, f"{tmp_path / 'a.csv'}#line 4")
    assert any(isinstance(item, Problem) and "no text" in item.what for item in found)


def test_a_telegram_channel_gives_a_report_a_message(tmp_path: Path) -> None:
    pieces = ["عاجل: ", {"type": "bold", "text": FIRST}, " ", {"type": "link", "text": "https://example.org"}]
    data = files.telegram(
        {"id": 1, "type": "service", "date": "2016-12-06T20:00:00", "text": ""},
        files.message(2, TEXT),
        files.message(3, pieces, edited="2016-12-07T01:00:00"),
        files.message(4, "", photo="p.jpg"),
    )
    found = items(tmp_path, "result.json", data)
    first, second = intakes(found)
    assert (first.report.text, first.report.published, first.report.outlet) == (TEXT, date(2016, 12, 6), "قناة المثال")
    assert second.report.text == f"عاجل: {FIRST} https://example.org"
    assert second.report.meta["edited"] == "2016-12-07T01:00:00"
    assert any(isinstance(item, Problem) and "1 messages have no words" in item.what for item in found)
    later = files.telegram(files.message(2, SECOND))
    assert intakes(items(tmp_path, "later.json", later))[0].report.report == first.report.report


def test_an_export_of_all_chats_is_read_and_a_private_chat_is_no_outlet(tmp_path: Path) -> None:
    chat = {"name": "فلان", "type": "personal_chat", "id": 3, "messages": [files.message(1, TEXT)]}
    data = json.dumps({"about": "x", "chats": {"list": [chat]}}).encode()
    report = one(tmp_path, "result.json", data).report
    assert (report.outlet, report.meta["chat"]) == (None, "فلان")


def test_a_letter_gives_its_words_and_its_attachments(tmp_path: Path) -> None:
    data = files.letter(attached={"بيان.txt": SECOND.encode(), "a.docx": files.docx(FIRST)})
    body, text, document = intakes(items(tmp_path, "a.eml", data))
    assert (body.report.text, body.original, body.within) == (TEXT, data, "")
    assert (body.report.published, body.report.title) == (date(2016, 12, 6), "بيان")
    assert (body.report.meta["author"], body.report.meta["origins"]["author"]) == ("desk@example.org", "header from")
    assert (text.report.text, text.original, text.within) == (SECOND, SECOND.encode(), digest(data))
    assert (document.report.text, document.source) == (FIRST, f"{tmp_path / 'a.eml'}!a.docx")


def test_a_letter_that_only_carries_something_is_kept_as_well(tmp_path: Path) -> None:
    data = files.letter(" ", attached={"a.txt": SECOND.encode()})
    found = items(tmp_path, "a.eml", data)
    assert [intake.report.text for intake in intakes(found)] == [SECOND]
    assert [item.original for item in found if isinstance(item, Container)] == [data]


def test_a_letter_with_a_wrong_character_set_is_read(tmp_path: Path) -> None:
    words = SECOND.replace("،", ",")
    data = files.letter("x").replace(b"\nx\n", b"\n" + words.encode("windows-1256") + b"\n")
    assert one(tmp_path, "a.eml", data.replace(b"7bit", b"8bit")).report.text == words


def test_a_mailbox_gives_its_letters(tmp_path: Path) -> None:
    quoted = f"{FIRST}\n\nFrom here on: {SECOND}"
    data = files.mbox(tmp_path, files.letter(TEXT), files.letter(quoted, charset="utf-8"))
    first, second = intakes(items(tmp_path, "a.mbox", data))
    assert (first.report.text, second.report.text) == (TEXT, quoted)
    assert first.within == digest(data)
    assert first.source == f"{tmp_path / 'a.mbox'}!message 1.eml"


@pytest.mark.parametrize("packed", [True, False])
def test_a_web_archive_gives_its_pages_with_address_and_moment(tmp_path: Path, *, packed: bool) -> None:
    data = files.warc(
        ("https://example.org/17", "text/html; charset=utf-8", files.page()),
        ("https://example.org/a.css", "text/css", b"p {}"),
        packed=packed,
    )
    found = items(tmp_path, "a.warc.gz" if packed else "a.warc", data)
    (intake,) = intakes(found)
    assert (intake.report.text, intake.report.url, intake.original) == (TEXT, "https://example.org/17", files.page())
    assert intake.report.captured == datetime(2016, 12, 7, 8, 9, 10, tzinfo=UTC)
    assert intake.report.meta["origins"]["url"] == "carrier"
    assert any(isinstance(item, Problem) and "1 answers are no pages" in item.what for item in found)


def test_a_wacz_gives_the_pages_of_its_web_archives(tmp_path: Path) -> None:
    inner = files.warc(("https://example.org/17", "text/html", files.page()))
    data = files.zipped({"datapackage.json": b"[]", "archive/data.warc.gz": inner})
    report = one(tmp_path, "a.wacz", data).report
    assert (report.text, report.url) == (TEXT, "https://example.org/17")


def test_a_document_gives_paragraphs_and_tables_in_order(tmp_path: Path) -> None:
    data = files.docx(FIRST, SECOND, table=(("الحي", "القتلى"), ("الشعار", "٣")))
    intake = one(tmp_path, "a.docx", data)
    assert intake.report.text == f"{TEXT}\nالحي\tالقتلى\nالشعار\t٣"
    assert (intake.report.title, intake.report.published) == ("تقرير", None)
    assert intake.report.meta["author"] == "كاتب"
    assert intake.original == data


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("a.zip", files.zipped),
        ("a.tar", files.tarred),
        ("a.tar.gz", lambda files_: files.gzipped(files.tarred(files_))),
        ("a.tgz", lambda files_: files.gzipped(files.tarred(files_))),
    ],
)
def test_an_archive_gives_what_is_in_it(tmp_path: Path, name: str, pack: Callable[[dict[str, bytes]], bytes]) -> None:
    line = json.dumps({"report": "r", "text": SECOND}).encode()
    found = intakes(
        items(tmp_path, name, pack({"a/b.txt": TEXT.encode(), "c.jsonl": line + b"\n", "d.html": files.page()}))
    )
    assert [intake.report.text for intake in found] == [TEXT, SECOND, TEXT]
    assert [intake.original for intake in found] == [TEXT.encode(), line, files.page()]
    assert all(intake.within for intake in found)


def test_a_file_packed_by_itself_is_read(tmp_path: Path) -> None:
    assert one(tmp_path, "a.txt.gz", files.gzipped(TEXT.encode())).report.text == TEXT


@pytest.mark.parametrize("data", [
    json.dumps([{"report": "a", "text": FIRST}, {"report": "b", "text": SECOND}], indent=2).encode(),
    json.dumps({"report": "a", "text": FIRST}).encode() + b"\n" + json.dumps({"report": "b", "text": SECOND}).encode(),
])  # fmt: skip
def test_json_in_one_piece_is_a_list_of_reports(tmp_path: Path, data: bytes) -> None:
    assert [(i.report.report, i.report.text) for i in intakes(items(tmp_path, "a.json", data))] == [
        ("a", FIRST),
        ("b", SECOND),
    ]


@pytest.mark.parametrize(
    ("name", "data"), [("a.txt", files.gzipped(TEXT.encode())), ("b.pdf", files.zipped({"x": TEXT.encode()}))]
)
def test_an_ending_may_lie(tmp_path: Path, name: str, data: bytes) -> None:
    assert one(tmp_path, name, data).report.text == TEXT


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", b"PK\x03\x04 cut"), ("a.zip", b"PK\x03\x04 cut"), ("a.tar", b"no tar"), ("a.gz", b"\x1f\x8b cut"),
        ("a.warc", b"WARC/1.0\r\nno"), ("a.eml", b"\n\nno headers"), ("a.json", b'{"text": '), ("a.csv", b"a,b\n1,2\n"),
        ("a.rss", b"<rss><channel></channel></rss>"), ("a.html", b"<html></html>"), ("result.json", b'{"messages": 5}'),
        ("a.bin", b"\x00\x01\x02\xff"), ("a.txt", b"\x00\xff\x00"), ("a.jsonl", b"{cut"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_kept(tmp_path: Path, name: str, data: bytes) -> None:
    (item,) = items(tmp_path, name, data)
    assert isinstance(item, Unread)
    assert item.original == data
    assert item.what
    assert item.mend


def test_links_and_names_that_lead_out_are_passed_over_and_named(tmp_path: Path) -> None:
    link = tarfile.TarInfo("link.txt")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    data = files.tarred({"../out.txt": TEXT.encode(), "link": link, "in.txt": SECOND.encode()})
    found = items(tmp_path, "a.tar", data)
    assert [intake.report.text for intake in intakes(found)] == [SECOND]
    told = [item.what for item in found if isinstance(item, Problem)]
    assert told == ["its name leads out of the archive", "it is a link or a device, no file"]


def test_standard_input_may_be_any_file() -> None:
    found = list(take(["-"], stdin=io.BytesIO(files.page())))
    assert [intake.report.text for intake in intakes(found)] == [TEXT]
