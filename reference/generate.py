"""Runs the generators, all of them or those named: python reference/generate.py [NAME…]. Then writes the manifest."""

import os
import subprocess
import sys
from importlib.metadata import version

from places import FIXTURES, REFERENCE, write_json

# In the order in which they need each other's files: name, what is written (relative to the repository), seeds.
GENERATORS = {
    "unicode_tables": (["packages/core/src/tokenizer/unicode/tables.generated.ts"], [20240611]),
    "unicode_goldens": (["packages/fixtures/unicode"], [20240612]),
    "tiny_teachers": (["packages/fixtures/teachers"], [20240613]),
    "distilled": (["packages/fixtures/distilled"], []),
    "static_models": (["packages/fixtures/models"], [20240614]),
    "tokenizer_goldens": (["packages/fixtures/tokenizers"], []),
    "potion": (["packages/fixtures/potion"], []),
    "training": (["packages/fixtures/training"], [20240615]),
}
PACKAGES = [
    "model2vec", "tokenizers", "skeletoken", "transformers", "sentence-transformers", "torch", "numpy", "scikit-learn",
    "safetensors", "onnx", "onnxscript",
]  # fmt: skip


def write_manifest() -> None:
    files = [
        {"path": path, "command": f"python reference/{name}.py", "seeds": seeds}
        for name, (paths, seeds) in GENERATORS.items()
        for path in paths
    ]
    versions = {"python": ".".join(map(str, sys.version_info[:2])), **{name: version(name) for name in PACKAGES}}
    write_json(FIXTURES / "manifest.json", {"versions": versions, "files": files}, indent=2)


def main() -> None:
    chosen = sys.argv[1:] or list(GENERATORS)
    if unknown := set(chosen) - set(GENERATORS):
        sys.exit(f"no generator named {', '.join(sorted(unknown))}; there are {', '.join(GENERATORS)}")
    for name in GENERATORS:
        if name in chosen:
            print(name, flush=True)
            environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
            done = subprocess.run(
                [sys.executable, str(REFERENCE / f"{name}.py")], env=environment, stderr=subprocess.PIPE, text=True
            )
            if done.returncode:
                sys.exit(f"{name} failed:\n{done.stderr}")
    write_manifest()


if __name__ == "__main__":
    main()
