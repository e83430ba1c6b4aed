"""The bytes of an index on disk, form 1: header, rows, a table of hashes, where its buckets begin, a filter.

    header      `HEADER` bytes: magic, form, counts, a digest of all that follows, two checksums (see `Header`)
    rows        in the order given, each its length (4 bytes), the CRC-32 (4) and the MessagePack array of its fields
    table       entries of 16 bytes in order: 8 of a key's hash, then what it leads to (`pack_entry`), big-endian
    buckets     the first entry of each bucket, and the end: `2^bits + 1` numbers of 4 bytes; a bucket is the entries
                whose hashes begin with the same `bits` bits
    filter      `blocks` words of 8 bytes: a Bloom filter of the keys, each in three bits of one word (Putze, Sanders
                and Singler 2007, "Cache-, hash- and space-efficient Bloom filters")

Numbers are little-endian but in the table, which is sorted as bytes. Keys are folded names, beginnings of longer names
(whole words), and ids behind `ID`. The hash is BLAKE2b of 8 bytes over the key's UTF-8.
"""

import struct
import zlib
from hashlib import blake2b
from typing import NamedTuple

import msgspec

from marsad.errors import RulebookError
from marsad.gazetteer.place import PlaceRow, PlaceType

MAGIC = b"MARSADGZ"
FORM = 1
HEADER = 128
ENTRY = 16
HASH = 8
ID = "\0"
"""Stands before an id among the keys; no folded name holds it."""
BEGINS, NAMES, IS = 0, 1, 2
"""What an entry says of its key: a longer name begins so, a row bears it, it is a row's id."""
ROW_BITS, KIND_BITS = 22, 2
LARGEST_ROW = (1 << ROW_BITS) - 1
"""Bytes of one row at the most."""
_FIELDS = struct.Struct("<8sII QQQQ II 32s I")
_CHECK = struct.Struct("<I")
ROW_HEAD = struct.Struct("<II")
"""Before a row: bytes of its array, and their checksum."""
_MEND = "import the file again"
_ROW = tuple[str, str, str, tuple[str, ...], PlaceType, str | None, float, float, str, str, int, bool]
_decoder = msgspec.msgpack.Decoder(_ROW)
_encoder = msgspec.msgpack.Encoder()


class Header(NamedTuple):
    """What stands in the first bytes.

    `digest` is SHA-256 over all after the header, `memory` CRC-32 over buckets and filter, which are held in memory;
    `row_bytes` the length of the rows, `names` how many names they bear together.
    """

    rows: int
    names: int
    row_bytes: int
    entries: int
    bits: int
    blocks: int
    digest: bytes
    memory: int

    @property
    def table_at(self) -> int:
        """Where the table begins."""
        return HEADER + self.row_bytes

    @property
    def buckets_at(self) -> int:
        """Where the buckets' beginnings stand."""
        return self.table_at + self.entries * ENTRY

    @property
    def filter_at(self) -> int:
        """Where the filter begins."""
        return self.buckets_at + ((1 << self.bits) + 1) * 4

    @property
    def size(self) -> int:
        """Bytes of the whole file."""
        return self.filter_at + self.blocks * 8

    def pack(self) -> bytes:
        """The first bytes of the file."""
        fields = _FIELDS.pack(MAGIC, FORM, HEADER, *self)
        return (fields + _CHECK.pack(zlib.crc32(fields))).ljust(HEADER, b"\0")


def read_header(data: bytes, where: str) -> Header:
    """The header out of a file's first bytes. RulebookError for another kind of file, a newer form, damage."""
    if data[: len(MAGIC)] != MAGIC:
        raise RulebookError("it is no index of places", where=where, mend="take the file out of the folder")
    if len(data) < HEADER:
        raise RulebookError("the index is cut off", where=where, mend=_MEND)
    _, form, _, *fields = _FIELDS.unpack_from(data)
    if form > FORM:
        raise RulebookError(f"the index has form {form}, which is newer", where=where, mend="update Marsad")
    if _CHECK.unpack_from(data, _FIELDS.size)[0] != zlib.crc32(data[: _FIELDS.size]):
        raise RulebookError("the index is damaged: its header", where=where, mend=_MEND)
    return Header(*fields)


def key_hash(key: str) -> bytes:
    """The 8 bytes by which a key is found."""
    return blake2b(key.encode("utf-8", "surrogatepass"), digest_size=HASH).digest()


def pack_entry(hashed: bytes, kind: int, at: int = 0, size: int = 0) -> bytes:
    """An entry: hash, then the row's offset among the rows (40 bits), its length (22), and what it says (2)."""
    return hashed + (at << ROW_BITS + KIND_BITS | size << KIND_BITS | kind).to_bytes(8, "big")


def unpack_pointer(pointer: int) -> tuple[int, int, int]:
    """Kind, offset and length."""
    return pointer & 3, pointer >> ROW_BITS + KIND_BITS, pointer >> KIND_BITS & LARGEST_ROW


def filter_place(number: int, blocks: int) -> tuple[int, int]:
    """The filter's word for a hash, as a number, and the bits that must be set in it."""
    bits = 1 << (number >> 32 & 63) | 1 << (number >> 38 & 63) | 1 << (number >> 44 & 63)
    return (number & 0xFFFFFFFF) * blocks >> 32, bits


def pack_row(row: PlaceRow) -> bytes:
    """A row's bytes. RulebookError where letters of it cannot be written, or it is too long."""
    try:
        data = _encoder.encode(msgspec.structs.astuple(row))
    except UnicodeEncodeError as error:
        raise RulebookError(f"a name of {row.id!r} holds half a letter", mend="write it anew") from error
    if len(data) + ROW_HEAD.size > LARGEST_ROW:
        raise RulebookError(f"{row.id!r} has too many names", mend="leave some out")
    return ROW_HEAD.pack(len(data), zlib.crc32(data)) + data


def unpack_row(data: bytes, where: str) -> PlaceRow:
    """The row of some bytes. RulebookError where they have changed."""
    fields = data[ROW_HEAD.size :]
    if len(data) >= ROW_HEAD.size and ROW_HEAD.unpack_from(data) == (len(fields), zlib.crc32(fields)):
        try:
            return PlaceRow(*_decoder.decode(fields))
        except msgspec.MsgspecError:
            pass
    raise RulebookError("the index is damaged: a row", where=where, mend=_MEND)
