"""Signed notes, as C2SP's signed-note has them: a text, an empty line, and a line for each Ed25519 signature.

A signature line is `— NAME BASE64(key id ‖ signature)`; a key id is the first four bytes of
SHA-256(name ‖ 0x0a ‖ 0x01 ‖ public key). A key's name and id tell whose signature a line is; those of unknown keys are
passed over.
"""

import base64
import binascii
import hashlib
from collections.abc import Iterator

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"
_LINE = "— "
_PRIVATE = "PRIVATE+KEY+"
_ID = 4
_KEY = 32


class PublicKey(msgspec.Struct, frozen=True):
    """A key to check signatures with; as text `NAME+ID+BASE64(0x01 ‖ key)`, as Go's `note` package writes it."""

    name: str
    raw: bytes

    @classmethod
    def parse(cls, text: str) -> "PublicKey":
        """The key that a text spells. Raises ValueError for any other spelling."""
        name, _, rest = text.partition("+")
        key = cls(name, decoded(rest.partition("+")[2])[1:])
        if not name or len(key.raw) != _KEY or str(key) != text:
            raise ValueError("it is no key")
        return key

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{encoded(ED25519 + self.raw)}"

    @property
    def id(self) -> bytes:
        """Four bytes that tell this key from others of its name."""
        return hashlib.sha256(f"{self.name}\n".encode() + ED25519 + self.raw).digest()[:_ID]

    def signed(self, note: str) -> bool:
        """Whether a note bears this key's signature, and no wrong one of it."""
        text, signatures = parts(note)
        ours = [signature for name, key_id, signature in signatures if (name, key_id) == (self.name, self.id)]
        return bool(ours) and all(self._made(signature, text) for signature in ours)

    def _made(self, signature: bytes, text: str) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, text.encode())
        except InvalidSignature:
            return False
        return True


class SigningKey(msgspec.Struct, frozen=True):
    """A key that signs: 32 secret bytes under a name."""

    name: str
    seed: bytes

    @classmethod
    def parse(cls, text: str) -> "SigningKey":
        """The key that a key file holds. Raises ValueError for any other spelling."""
        name, _, rest = text.removeprefix(_PRIVATE).partition("+")
        key = cls(name, decoded(rest.partition("+")[2].rstrip("\n"))[1:])
        if not name or len(key.seed) != _KEY or key.secret() != text:
            raise ValueError("it is no key")
        return key

    def secret(self) -> str:
        """The key as its file holds it."""
        return f"{_PRIVATE}{self.name}+{self.public.id.hex()}+{encoded(ED25519 + self.seed)}\n"

    @property
    def public(self) -> PublicKey:
        """The key that checks what this one signs."""
        private = Ed25519PrivateKey.from_private_bytes(self.seed)
        return PublicKey(self.name, private.public_key().public_bytes_raw())

    def line(self, text: str) -> str:
        """The signature line for a text, which ends in a line end."""
        return f"{_LINE}{self.name} {encoded(self.public.id + self._raw(text.encode()))}\n"

    def _raw(self, data: bytes) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(data)

    def sign(self, text: str) -> str:
        """The text as a note with this key's signature alone."""
        return f"{text}\n{self.line(text)}"


def parts(note: str) -> tuple[str, list[tuple[str, bytes, bytes]]]:
    """A note's text, and name, key id and signature of each line below it. Raises ValueError where it is no note."""
    text, empty, below = note.rpartition("\n\n")
    if not empty or not text or not below.endswith("\n"):
        raise ValueError("it is no signed note")
    return f"{text}\n", list(_signatures(below[:-1]))


def _signatures(below: str) -> Iterator[tuple[str, bytes, bytes]]:
    for line in below.split("\n"):
        name, _, data = line.removeprefix(_LINE).partition(" ")
        raw = decoded(data)
        if not line.startswith(_LINE) or not name or len(raw) <= _ID:
            raise ValueError("it is no signed note")
        yield name, raw[:_ID], raw[_ID:]


def encoded(data: bytes) -> str:
    """Base64 of RFC 4648."""
    return base64.b64encode(data).decode()


def decoded(text: str) -> bytes:
    """The bytes of base64 in its one spelling. Raises ValueError for any other."""
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from error
    if encoded(data) != text:
        raise ValueError("it is not spelt as base64 is")
    return data
