"""Checks a bag of sealed reports without Marsad and without a network: Python's standard library alone.

    python3 check.py [--key KEY] [--checkpoint FILE]... [--ca FILE]

It lies in the bag. It holds every file to the manifests, every log entry to the signed checkpoint, every value to its
commitment, every object to its digest, and the log to earlier checkpoints. KEY is the public key as you were told it,
FILE a checkpoint that you got elsewhere; the FILE of --ca holds the certificates (PEM) that you trust for time stamps,
which `openssl` checks. Exit code 0: all is whole; 1: something is not, and was named.
"""

import argparse
import base64
import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

PRIME = 2**255 - 19
CURVE = -121665 * pow(121666, -1, PRIME) % PRIME
SIGNATURE = 64
ORDER = 2**252 + 27742317777372353535851937790883648493
Point = tuple[int, int, int, int]


def sha256(data: bytes) -> bytes:
    """The digest by which everything is named."""
    return hashlib.sha256(data).digest()


def point(raw: bytes) -> Point:
    """A point of Ed25519 from its 32 bytes (RFC 8032, 5.1.3). Raises ValueError."""
    sign, y = raw[31] >> 7, int.from_bytes(raw, "little") & (1 << 255) - 1
    square = (y * y - 1) * pow(CURVE * y * y + 1, -1, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    if (x * x - square) % PRIME:
        x = x * pow(2, (PRIME - 1) // 4, PRIME) % PRIME
    if y >= PRIME or (x * x - square) % PRIME or (sign and not x):
        raise ValueError("no point of the curve")
    x = PRIME - x if x & 1 != sign else x
    return x, y, 1, x * y % PRIME


def add(one: Point, two: Point) -> Point:
    """The sum of two points in extended coordinates (RFC 8032, 5.1.4)."""
    a, b = (one[1] - one[0]) * (two[1] - two[0]), (one[1] + one[0]) * (two[1] + two[0])
    c, d = 2 * one[3] * two[3] * CURVE, 2 * one[2] * two[2]
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % PRIME, g * h % PRIME, f * g % PRIME, e * h % PRIME


def times(number: int, base: Point) -> Point:
    """A multiple of a point."""
    total = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = add(total, base)
        base, number = add(base, base), number >> 1
    return total


BASE = point((4 * pow(5, -1, PRIME) % PRIME).to_bytes(32, "little"))


def ed25519(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether a signature is this key's over a message (RFC 8032, 5.1.7)."""
    scalar = int.from_bytes(signature[32:], "little")
    if scalar >= ORDER or len(signature) != SIGNATURE:
        return False
    try:
        key, nonce = point(public), point(signature[:32])
    except ValueError:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    left, right = times(scalar, BASE), add(nonce, times(challenge, key))
    return not ((left[0] * right[2] - right[0] * left[2]) % PRIME or (left[1] * right[2] - right[1] * left[2]) % PRIME)


def decoded(text: str) -> bytes:
    """Base64 in its one spelling. Raises ValueError."""
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text:
        raise ValueError("base64 in another spelling")
    return data


def checkpoint(note: str, keys: list[str]) -> tuple[int, bytes]:
    """Size and root of a C2SP checkpoint that one of these keys has signed. Raises ValueError."""
    text, _, below = note.rpartition("\n\n")
    name, size, root = text.split("\n")[:3]
    for line in below.split("\n")[:-1]:
        dash, signer, data = line.split(" ")
        raw = decoded(data)
        for key in keys:
            known, identity, public = key.split("+", 2)
            if (dash, signer, raw[:4].hex()) != ("—", known, identity) or known != name or not below.endswith("\n"):
                continue
            if identity != sha256(f"{known}\n".encode() + decoded(public))[:4].hex() or decoded(public)[:1] != b"\x01":
                raise ValueError("the key's id is not its own")
            if ed25519(decoded(public)[1:], f"{text}\n".encode(), raw[4:]) and str(int(size)) == size:
                return int(size), decoded(root)
    raise ValueError("no signature of the key")


def node(left: bytes, right: bytes) -> bytes:
    """Hash over two subtrees (RFC 6962, 2.1)."""
    return sha256(b"\x01" + left + right)


def included(leaf: bytes, index: int, size: int, proof: list[bytes], root: bytes) -> bool:
    """Whether a proof leads from a leaf to a root (RFC 9162, 2.1.3.2)."""
    hashed, last = sha256(b"\x00" + leaf), size - 1
    for sibling in proof:
        if index & 1 or index == last:
            hashed = node(sibling, hashed)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            hashed = node(hashed, sibling)
        if last == 0:
            return False
        index, last = index >> 1, last >> 1
    return 0 <= index <= last == 0 and hashed == root


def consistent(earlier: int, size: int, proof: list[bytes], old: bytes, new: bytes) -> bool:
    """Whether a proof shows that the tree of `size` begins with the earlier one (RFC 9162, 2.1.4.2)."""
    if earlier == size:
        return not proof and old == new
    path = [old, *proof] if earlier & earlier - 1 == 0 else proof
    if not 0 < earlier < size or not path:
        return False
    index, last = earlier - 1, size - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    first = second = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if index & 1 or index == last:
            first, second = node(sibling, first), node(sibling, second)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            second = node(second, sibling)
        index, last = index >> 1, last >> 1
    return last == 0 and (first, second) == (old, new)


def manifests(bag: Path) -> Iterator[str]:
    """What is wrong with the bag's files: each must be listed, and be as it is listed (RFC 8493)."""
    listed = {"tagmanifest-sha256.txt"}
    for manifest in ("tagmanifest-sha256.txt", "manifest-sha256.txt"):
        for line in (bag / manifest).read_text("utf-8", "replace").removesuffix("\n").split("\n"):
            digest, _, name = line.partition("  ")
            listed.add(name)
            if ".." in name.split("/") or name.startswith("/") or not (bag / name).is_file():
                yield f"{manifest}: it lists {name}, which is not there"
            elif sha256((bag / name).read_bytes()).hex() != digest:
                yield f"{name}: it is not as {manifest} says"
    there = {path.relative_to(bag).as_posix() for path in bag.rglob("*") if path.is_file()}
    yield from (f"{name}: no manifest lists it" for name in sorted(there - listed))


def items(bag: Path, size: int, root: bytes) -> Iterator[tuple[int, str, str]]:
    """Entry, file and fault (or "") of every log entry in the bag, and of the objects that it names."""
    held = set()
    for line in (bag / "data/items.jsonl").read_text("utf-8").removesuffix("\n").split("\n"):
        item = json.loads(line)
        leaf, position = json.loads(item["leaf"]), item["position"]
        proof = [bytes.fromhex(part) for part in item["proof"]]
        fault = "" if included(item["leaf"].encode(), position, size, proof, root) else "it is not in the log"
        for name, (salt, value) in json.loads(item["openings"])["open"].items():
            if sha256(bytes.fromhex(salt) + value.encode()).hex() != leaf["commitments"].get(name):
                fault = f"the value of {name} is not the one that was logged"
            elif name.split(".")[0] == "object":
                held.add(json.loads(value))
        yield position, "data/items.jsonl", fault
    for digest in sorted(held):
        path = bag / "data/objects" / digest
        if not path.is_file() or sha256(path.read_bytes()).hex() != digest:
            yield -1, f"data/objects/{digest}", "it is not the object that was logged"
    for path in sorted((bag / "data/objects").iterdir()):
        if path.name not in held:
            yield -1, f"data/objects/{path.name}", "no entry names it"


def stamped(note: Path, token: Path, authorities: str | None) -> tuple[str, str]:
    """Until when at the latest a note existed, and what is wrong with the token that says so."""
    found = re.search(rb"\x18.(\d{14})(?:\.\d+)?Z", token.read_bytes(), re.DOTALL)
    when = found[1].decode() if found else ""
    if authorities is None:
        return when, "" if sha256(note.read_bytes()) in token.read_bytes() else "it is no stamp of this checkpoint"
    command = ["openssl", "ts", "-verify", "-in", str(token), "-data", str(note), "-CAfile", authorities]
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - openssl, by its name
    return when, "" if done.returncode == 0 else "openssl does not trust it"


def history(bag: Path, keys: list[str], now: tuple[int, bytes], authorities: str | None) -> Iterator[tuple[str, str]]:
    """What is wrong with earlier checkpoints and their stamps, and what they say: a fault or a sentence at a time."""
    for note in sorted((bag / "data/earlier").glob("*.note")):
        size, root = checkpoint(note.read_text("utf-8"), keys)
        proof = [bytes.fromhex(line) for line in note.with_suffix(".proof").read_text().split()]
        if not consistent(size, now[0], proof, root, now[1]):
            yield f"data/earlier/{note.name}: the log is no continuation of it", ""
        for token in sorted(note.parent.glob(f"{note.stem}.*.tsr")):
            when, fault = stamped(note, token, authorities)
            told = f"the entries before {size} existed at {when} (UTC){'' if authorities else ', if you trust it'}"
            yield (f"data/earlier/{token.name}: {fault}", "") if fault else ("", f"{token.name}: {told}")


def check(bag: Path, given: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """Every fault and every sentence about the bag."""
    yield from ((fault, "") for fault in manifests(bag))
    keys = (bag / "data/keys.txt").read_text("utf-8").split()
    if given.key and given.key not in keys:
        yield "data/keys.txt: the key that you were told is not among them", ""
    now = checkpoint((bag / "data/checkpoint.note").read_text("utf-8"), [given.key] if given.key else keys)
    found = list(items(bag, *now))
    for entry, name, fault in found:
        if fault:
            yield f"{name}{f' (entry {entry})' if entry >= 0 else ''}: {fault}", ""
    yield from history(bag, keys, now, given.ca)
    known = [now, *(checkpoint(note.read_text("utf-8"), keys) for note in (bag / "data/earlier").glob("*.note"))]
    for name in given.checkpoint or ():
        if checkpoint(Path(name).read_text("utf-8"), keys) not in known:
            yield f"{name}: the bag does not show that the log is a continuation of it", ""
    yield "", f"{sum(entry >= 0 for entry, _, _ in found)} log entries looked at, of {now[0]} that are signed for."


def main() -> int:
    """Check the bag that this file lies in, say what is whole, and name what is not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, action in (("--key", "store"), ("--checkpoint", "append"), ("--ca", "store")):
        parser.add_argument(name, action=action)
    told: list[tuple[str, str]] = []
    try:
        told += check(Path(__file__).resolve().parent, parser.parse_args())
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        told.append((f"the bag cannot be read: {type(error).__name__}: {error}", ""))
    faults = [fault for fault, _ in told if fault]
    last = "The bag is NOT whole; what is wrong is named above." if faults else "All is whole."
    sys.stdout.write("\n".join([*faults, *(said for _, said in told if said), last]) + "\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
