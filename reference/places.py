"""Where generated files go: the repository, or the root that M2V_OUTPUT_ROOT names (`generate --check` does)."""

import json
import os
from pathlib import Path

import numpy as np

REFERENCE = Path(__file__).resolve().parent
ROOT = Path(os.environ.get("M2V_OUTPUT_ROOT", REFERENCE.parent)).resolve()
FIXTURES = ROOT / "packages" / "fixtures"


def write_text(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def write_json(path: Path, value: object, *, indent: int | None = None) -> None:
    """JSON in pure ASCII, so that no editor or diff can normalize a text in it."""
    separators = (",", ":") if indent is None else None
    write_text(path, json.dumps(value, ensure_ascii=True, indent=indent, separators=separators) + "\n")


def write_json_lines(path: Path, head: dict, key: str, rows: list) -> None:
    """A JSON object whose list `key` has one row a line: diffs stay readable, the file small."""
    parts = [f"{json.dumps(name)}:{json.dumps(value)}" for name, value in head.items()]
    body = ",\n".join(json.dumps(row, ensure_ascii=True, separators=(",", ":")) for row in rows)
    write_text(path, "{" + ",".join([*parts, f"{json.dumps(key)}:[\n{body}\n]"]) + "}\n")


def shortest(values: object) -> list:
    """A float32 array as nested lists of the shortest decimals that read back as the same float32."""
    array = np.asarray(values, dtype=np.float32)
    return [shortest(row) for row in array] if array.ndim > 1 else [float(str(value)) for value in array]
