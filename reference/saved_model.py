"""Saving a static model, or a pipeline, as a golden."""

import re
from pathlib import Path

from model2vec import StaticModel
from model2vec.inference import StaticModelPipeline


def save(model: StaticModel | StaticModelPipeline, folder: Path) -> None:
    """The folder as the reference writes it, its README.md cut down to the front matter."""
    model.save_pretrained(folder)
    card = folder / "README.md"
    front_matter = re.match(r"---\n.*?\n---\n", card.read_text(encoding="utf-8"), re.DOTALL)
    assert front_matter
    card.write_text(front_matter.group(), encoding="utf-8", newline="\n")
    for file in folder.iterdir():
        # safetensors makes its files readable to their owner alone.
        file.chmod(0o644)
