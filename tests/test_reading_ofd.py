"""OFD: its text in reading order; experimental."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from taskboard.errors import DamagedFileError, EmptyFileError
from taskboard.reading import read_file

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def ofd(path: Path, *pages: list[tuple[float, float, float, str]]) -> Path:
    """Pages of (left, top, width, text) in millimetres."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "OFD.xml",
            f"<ofd:OFD {NS}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
            "</ofd:DocBody></ofd:OFD>",
        )
        listed = "".join(
            f'<ofd:Page ID="{at}" BaseLoc="Pages/Page_{at}/Content.xml"/>'
            for at in range(len(pages))
        )
        box = "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
        archive.writestr(
            "Doc_0/Document.xml",
            f"<ofd:Document {NS}><ofd:CommonData><ofd:PageArea>{box}</ofd:PageArea>"
            f"</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        )
        for at, page in enumerate(pages):
            objects = "".join(
                f'<ofd:TextObject Boundary="{left} {top} {width} 5">'
                f"<ofd:TextCode>{text}</ofd:TextCode></ofd:TextObject>"
                for left, top, width, text in page
            )
            archive.writestr(
                f"Doc_0/Pages/Page_{at}/Content.xml",
                f"<ofd:Page {NS}><ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content>"
                "</ofd:Page>",
            )
    return path


def test_text_in_order_of_place(tmp_path: Path) -> None:
    first = [(28.0, 60.0, 60.0, "年底前。"), (28.0, 50.0, 150.0, "一、主动公开要逐项落实到"),
             (100.0, 285.0, 10.0, "— 1 —")]  # fmt: skip
    second = [(28.0, 50.0, 40.0, "二、"), (68.0, 50.2, 40.0, "解读")]
    source = read_file(ofd(tmp_path / "a.ofd", first, second))
    assert [(b.text, b.role, b.page) for b in source.blocks] == [
        ("一、主动公开要逐项落实到年底前。", "body", 1),
        ("— 1 —", "footer", 1),
        ("二、解读", "body", 2),
    ]
    assert [finding.code for finding in source.findings] == ["ofd-experimental"]


def test_bad_packages(tmp_path: Path) -> None:
    with pytest.raises(EmptyFileError):
        read_file(ofd(tmp_path / "空.ofd", []))
    path = tmp_path / "坏.ofd"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.xml", "<a/>")
    with pytest.raises(DamagedFileError, match="OFD"):
        read_file(path)
