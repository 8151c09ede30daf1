"""Compares regenerated goldens with the committed ones: python reference/compare.py REGENERATED_ROOT.

Floats may differ by 1e-6 (of the larger value, where that is above 1), since another processor changes last bits; in
float16 by one step of the format, in int8 by one unit. All else is compared byte for byte.
"""

import json
import sys
from pathlib import Path

import numpy as np
import onnx
from generate import GENERATORS
from places import REFERENCE
from safetensors.numpy import load as load_tensors

COMMITTED = REFERENCE.parent
TOLERANCES = {"float16": 2**-10, "int8": 1.0}
TOLERANCE = 1e-6


def differences(old: Path, new: Path) -> list[str]:
    """What differs between two files, in words; nothing where they agree."""
    before, after = old.read_bytes(), new.read_bytes()
    if before == after:
        return []
    if old.suffix == ".json":
        return list(
            json_differences(json.loads(before, object_pairs_hook=list), json.loads(after, object_pairs_hook=list), "$")
        )
    if old.suffix == ".safetensors":
        return list(tensor_differences(load_tensors(before), load_tensors(after)))
    if old.suffix == ".onnx":
        return list(onnx_differences(onnx.load_from_string(before), onnx.load_from_string(after)))
    return ["bytes differ"]


def json_differences(old: object, new: object, path: str):
    if isinstance(old, float) or isinstance(new, float):
        if (
            type(new) not in (int, float)
            or type(old) not in (int, float)
            or abs(old - new) > TOLERANCE * max(1, abs(old))
        ):
            yield f"{path}: {old} became {new}"
    elif isinstance(old, list | tuple) and type(old) is type(new) and len(old) == len(new):
        for i, (a, b) in enumerate(zip(old, new)):
            yield from json_differences(a, b, f"{path}[{i}]")
    elif old != new or type(old) is not type(new):
        yield f"{path}: {str(old)[:60]} became {str(new)[:60]}"


def tensor_differences(old: dict[str, np.ndarray], new: dict[str, np.ndarray]):
    if list(old) != list(new):
        yield f"tensors {list(old)} became {list(new)}"
        return
    for name, before in old.items():
        after = new[name]
        if before.dtype != after.dtype or before.shape != after.shape:
            yield f"{name}: {before.dtype} {before.shape} became {after.dtype} {after.shape}"
            continue
        a, b = before.astype(np.float64), after.astype(np.float64)
        exact = before.dtype.kind not in "f" and before.dtype != np.int8
        # A step of float16 grows with the value; so does what counts as the last bits of a float32 above 1.
        scale = 1.0 if before.dtype == np.int8 else np.maximum(np.abs(a), 2**-14 if before.dtype == np.float16 else 1)
        allowed = 0 if exact else TOLERANCES.get(str(before.dtype), TOLERANCE) * scale
        if (wrong := int((np.abs(a - b) > allowed).sum())) > 0:
            yield f"{name}: {wrong} of {a.size} values differ, by up to {np.abs(a - b).max():.2e}"


def onnx_differences(old: onnx.ModelProto, new: onnx.ModelProto):
    tensors = [{t.name: onnx.numpy_helper.to_array(t) for t in model.graph.initializer} for model in (old, new)]
    yield from tensor_differences(*tensors)
    for model in (old, new):
        model.graph.ClearField("initializer")
    if old.SerializeToString(deterministic=True) != new.SerializeToString(deterministic=True):
        yield "graphs differ"


def files_under(root: Path) -> dict[str, Path]:
    paths = [root / path for written, _ in GENERATORS.values() for path in written] + [
        root / "packages/fixtures/manifest.json"
    ]
    files = [file for path in paths for file in ([path] if path.is_file() else path.rglob("*")) if file.is_file()]
    return {file.relative_to(root).as_posix(): file for file in files}


def main() -> None:
    old, new = files_under(COMMITTED), files_under(Path(sys.argv[1]))
    found = [f"{name}: not generated" for name in old.keys() - new.keys()]
    found += [f"{name}: not committed" for name in new.keys() - old.keys()]
    for name in sorted(old.keys() & new.keys()):
        found += [f"{name}: {difference}" for difference in differences(old[name], new[name])[:3]]
    print("\n".join(sorted(found)) or f"{len(old)} files agree")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
