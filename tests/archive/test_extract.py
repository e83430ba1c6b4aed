import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sealed import letters

from marsad.archive.encodings import ISO, WINDOWS
from marsad.archive.extract import NOT_ARABIC, decode
from marsad.errors import InputError

TEXT = "قصفت الطائرات الحيَّ ظهرًا\r\nوقُتل ٣ مدنيين"
texts = letters("قصف\u064b\ud800\udfff\x00\r\n\u202e")


@pytest.mark.parametrize(
    ("mark", "encoding", "name"),
    [
        (b"", "utf-8", "utf-8"),
        (codecs.BOM_UTF8, "utf-8", "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32-be"),
    ],
)
def test_a_mark_is_recorded_and_kept_out(mark: bytes, encoding: str, name: str) -> None:
    text, base = decode(mark + TEXT.encode(encoding))
    assert text == TEXT
    assert (base.extractor, base.encoding, base.bom, base.notes) == ("plain/2", name, bool(mark), ())


def test_only_the_first_mark_is_a_mark() -> None:
    assert decode(("\ufeff\ufeff" + TEXT).encode())[0] == "\ufeff" + TEXT


@given(texts)
def test_every_code_point_survives(text: str) -> None:
    for mark, encoding in ((b"", "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le")):
        whole = "قصف" + text
        try:
            expected = whole.encode(encoding, "surrogatepass").decode(encoding, "surrogatepass")
        except UnicodeDecodeError:
            continue
        assert decode(mark + whole.encode(encoding, "surrogatepass"))[0] == expected


def test_halves_side_by_side_are_one_character() -> None:
    halves = "قصف \ud83d\ude00 \ude00\ud83d".encode("utf-8", "surrogatepass")
    assert decode(halves)[0] == "قصف \U0001f600 \ude00\ud83d"


@given(st.binary())
def test_any_bytes_give_a_text_or_a_reason(data: bytes) -> None:
    try:
        text, base = decode(data)
    except InputError:
        return
    assert text.strip()
    assert decode(data) == (text, base)


@pytest.mark.parametrize("encoding", [WINDOWS, ISO])
@pytest.mark.parametrize("words", ["قتل ثلاثة مدنيين في قصف على الحي", "غارة على حلب", "قال إنّ العدد 12.", "لا شيء"])
def test_old_arabic_is_read_and_noted(encoding: str, words: str) -> None:
    text, base = decode(words.encode(encoding))
    assert (text, base.encoding) == (words, encoding)
    assert "no UTF-8" in base.notes[0]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("words", ["قتل ثلاثة مدنيين في قصف على الحي، كما قال 3 شهود.", "Three were killed", "غارة"])
def test_utf16_without_a_mark_is_read(encoding: str, words: str) -> None:
    assert decode(words.encode(encoding))[0] == words
    assert decode(words.encode(encoding))[1].encoding == encoding


@given(texts)
def test_no_utf8_is_taken_for_anything_else(text: str) -> None:
    whole = "قصف على الحي، وقال شهود إن العدد 12. " * 3 + text.replace("\x00", "")
    try:
        data = whole.encode()
    except UnicodeEncodeError:
        return
    assert decode(data)[1].encoding == "utf-8"


@pytest.mark.parametrize("keep", [-1, -3, 9])
def test_damaged_utf8_stays_utf8_and_is_noted(keep: int) -> None:
    data = TEXT.encode()
    data = data[:keep] + b" " + data[20:] if keep > 0 else data[:keep]
    text, base = decode(data)
    assert base.encoding == "utf-8"
    assert text.count("\ufffd") == 1
    assert base.notes == ("1 characters could not be read as utf-8 and stand as U+FFFD",)


def test_a_cut_utf16_is_read_up_to_its_end() -> None:
    text, base = decode(codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le")[:-1])
    assert text == TEXT[:-1] + "\ufffd"
    assert base.notes


@pytest.mark.parametrize("data", [b"", b" \r\n\t", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF8 + b"\n"])
def test_an_empty_text_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="no text in it"):
        decode(data)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(InputError, match="neither UTF-8 nor windows-1256"):
        decode(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xfe\xd8\x00")


@pytest.mark.parametrize(
    ("text", "arabic"), [("Shelling of the town", False), ("١٢٣ 456", False), (TEXT + " abc", True)]
)
def test_a_text_that_is_not_arabic_is_noted(text: str, arabic: bool) -> None:  # noqa: FBT001 - a column of the table
    assert (NOT_ARABIC in decode(text.encode())[1].notes) is not arabic
