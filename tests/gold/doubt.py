"""How far what the rules find is to be believed: curves of doubt from coded reports, written into the rulebook.

    python tests/gold/doubt.py [--shared DIR]

The rules were not learnt from these reports. To be run after a change of the rules that moves the gate's figures.
"""

import argparse
import sys
from pathlib import Path

from marsad.errors import MarsadError
from marsad.model.canonical import canonical
from marsad.pipeline.codings import coded_reports
from marsad.pipeline.doubting import doubt_of_rules
from marsad.read.reader import load_reader
from marsad.read.rulebook import BUILT_IN, DOUBT

CODED = Path(__file__).with_name("coded")
FILES = ("news", "organisations")
TEXTS = ("reports", "organisations")


def _told(error: MarsadError) -> None:
    sys.stderr.write(f"{error}\n")


def main() -> None:
    """Fit the curves and write them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2].parent / "shared")
    corpus = parser.parse_args().shared / "corpus"
    words = [str(corpus / f"{name}.jsonl") for name in TEXTS]
    files = [str(CODED / f"{name}.jsonl") for name in FILES]
    reports = coded_reports(files, words, _told)
    (BUILT_IN / DOUBT).write_bytes(canonical(doubt_of_rules(load_reader(), reports)) + b"\n")


if __name__ == "__main__":
    main()
