"""Write ``frames.json`` again: ``python -m tests.contract.regenerate``, from the checkout; then look at the difference."""

from __future__ import annotations

import json
from pathlib import Path

from tests.contract.cases import frames

FILE = Path(__file__).with_name("frames.json")


def text() -> str:
    """The file's content: one line a frame, so that a difference can be read."""
    cases = []
    for case in frames():
        lines = ",\n".join(json.dumps(frame, ensure_ascii=False, sort_keys=True) for frame in case["frames"])
        timeline = json.dumps(case["timeline"], ensure_ascii=False, sort_keys=True)
        cases.append(f'{{"name": "{case["name"]}", "timeline":\n{timeline}, "frames": [\n{lines}\n]}}')
    return "[\n" + ",\n".join(cases) + "\n]\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
    print(f"{FILE}: {FILE.stat().st_size:,} bytes")  # noqa: T201
