"""What Telegram Desktop exports as JSON (result.json): a message a report, one chat or all of them.

`telegram/1`. `text` is a string, or a list of strings and of objects with a `text`; joined they are the message. The
day is the one that the export writes, in the clock of the machine that exported. A message that was edited is, in a
later export, a new version of the same report.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, BinaryIO

import msgspec

from marsad.archive.format import Found, Passed, Text
from marsad.archive.formats.moments import day
from marsad.errors import InputError

TELEGRAM = "telegram/1"
_AGAIN = "export the chat from Telegram Desktop as JSON"
_BESIDE = "photos and voices are not read; add what they say as a text"
_KEPT = ("from", "from_id", "author", "forwarded_from", "edited", "reply_to_message_id", "photo", "file", "media_type")
_PUBLIC = "public_"


def read(file: BinaryIO, _name: str) -> Iterator[Found]:
    """Every message that has words, chat by chat."""
    try:
        export = msgspec.json.decode(file.read(), type=_Export)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError("it is no whole export of Telegram's", mend=_AGAIN) from error
    chats = [*export.chats.chats, *export.left_chats.chats, *([export] if export.messages else [])]
    if not chats:
        raise InputError("there is no chat in the export", mend=_AGAIN)
    for chat in chats:
        yield from _chat(chat)


class _Chat(msgspec.Struct):
    """A chat; its messages stay bytes until each is read."""

    name: str | None = None
    type: str | None = None
    id: int | str | None = None
    messages: list[msgspec.Raw] = []


class _Chats(msgspec.Struct, frozen=True, rename={"chats": "list"}):
    """All chats of a part of an export."""

    chats: list[_Chat] = []


class _Export(_Chat):
    """The export of one chat, or of all."""

    chats: _Chats = _Chats()
    left_chats: _Chats = _Chats()


def _chat(chat: _Chat) -> Iterator[Found]:
    wordless = 0
    for raw in chat.messages:
        message = _decoded(raw)
        if not isinstance(message, dict) or message.get("type") != "message":
            continue
        if text := _text(message.get("text")):
            yield _message(message, text, chat)
        else:
            wordless += 1
    if wordless:
        yield Passed(name=chat.name or "", what=f"{wordless} messages have no words", mend=_BESIDE)


def _decoded(raw: msgspec.Raw) -> object:
    """A message as JSON holds it; None where it is none that can be kept."""
    try:
        return msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError):
        return None


def _message(message: dict[str, Any], text: str, chat: _Chat) -> Text:
    written = str(message.get("date") or "")
    number = message.get("id")
    public = (chat.type or "").startswith(_PUBLIC)
    outlet = (chat.name or None) if public else None
    meta = {name: message[name] for name in _KEPT if message.get(name)}
    meta |= {"date": written, "chat": chat.name, "chat_type": chat.type}
    sent = _sent(message)
    return Text(
        text=text,
        extractor=TELEGRAM,
        locator=f"message {number}",
        key=f"telegram {chat.id} {number}" if chat.id and number else "",
        published=day(written) or (sent.date() if sent else None),
        outlet=outlet,
        meta={name: value for name, value in meta.items() if value is not None},
        origins={"published": "message date", **({"outlet": "chat name"} if outlet else {})},
    )


def _sent(message: dict[str, Any]) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(message["date_unixtime"]), UTC)
    except (KeyError, ValueError, TypeError, OverflowError, OSError):
        return None


def _text(value: Any) -> str:  # noqa: ANN401 - any JSON
    """A message's words: plain, or in pieces of which some are links, names or bold."""
    if isinstance(value, str):
        return value.strip()
    if not isinstance(value, list):
        return ""
    pieces = (piece.get("text") if isinstance(piece, dict) else piece for piece in value)
    return "".join(piece for piece in pieces if isinstance(piece, str)).strip()
