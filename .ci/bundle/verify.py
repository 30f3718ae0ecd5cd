"""Compare every file beside this script with SHA256SUMS; exit 1 where one differs."""

import hashlib
import sys
from pathlib import Path

here = Path(__file__).parent
wrong = []
for line in (here / "SHA256SUMS").read_text("utf-8").splitlines():
    digest, _, name = line.partition("  ")
    path = here / name
    if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
        wrong.append(name)
if wrong:
    sys.exit("拷贝不完整或被改动，请重新拷贝安装包 / differs: " + ", ".join(wrong))
