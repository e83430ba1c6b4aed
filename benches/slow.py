"""What slow texts cost: seconds a letter of each, as times of what a letter of news costs; one JSON line a figure.

python benches/slow.py ../shared/corpus/reports.jsonl [fast|careful]
"""

import json
import sys
import time
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

from slowtexts import SLOW, slow

from marsad.model.report import Report
from marsad.pipeline.readers import reader_for
from marsad.read.reader import Reader

NEWS = 300
TIMES = 5
DEAREST = 2


def cost(reader: Reader, text: str) -> float:
    """CPU seconds a letter, the least of some runs."""
    report = Report(report="slow", text=text)
    reader.read(report)
    best = float("inf")
    for _ in range(TIMES):
        started = time.process_time()
        reader.read(report)
        best = min(best, time.process_time() - started)
    return best / len(text)


def main() -> int:
    """Print each text's cost; 1 when one costs more than twice what news costs."""
    choice = sys.argv[2] if len(sys.argv) > 2 else "fast"  # noqa: PLR2004 - the second argument
    reader = reader_for(choice, None)
    with Path(sys.argv[1]).open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in islice(lines, NEWS if choice == "fast" else NEWS // 10)]
    news = sum(cost(reader, text) * len(text) for text in texts) / sum(map(len, texts))
    worst = 0.0
    for name in SLOW:
        times = cost(reader, slow(name)) / news
        worst = max(worst, times)
        print(json.dumps({"bench": "slow", "reader": choice, "text": name, "times_news": round(times, 2)}))
    print(
        json.dumps(
            {
                "bench": "slow",
                "reader": choice,
                "news_microseconds_a_letter": round(news * 1e6, 2),
                "worst": round(worst, 2),
            }
        )
    )
    return 0 if worst <= DEAREST else 1


if __name__ == "__main__":
    sys.exit(main())
