"""Coded reports for tests, as JSON lines."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

TEXT = "قال المرصد إن خمسة مدنيين قتلوا بقصف على حي الشعار. ونفى مصدر عسكري ذلك. وسيطر الجيش على بلدة خان طومان."


def claim(evidence: Any = "خمسة مدنيين قتلوا بقصف على حي الشعار", **fields: Any) -> dict[str, Any]:
    plain = {"stance": "asserts", "modality": "actual", "scope": "incident", "kind": "shelling"}
    return {**plain, "evidence": [evidence], **fields}


def report(*claims: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"report": "r1", "text": TEXT, "claims": list(claims), **fields}


def write(path: Path, rows: Iterable[Any]) -> Path:
    text = "".join(row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text(text, encoding="utf-8")
    return path
