"""`binhyen review --programme CODE --unit NAME --from D --to D --kind interim|final --out FILE.docx`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from binhyen.cli.door import Parser, acting, answering, now, start
from binhyen.cli.files import require_place, write_whole
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import read_date


def main(argv: list[str]) -> int:
    """Draft a review and write its .docx; nothing is left behind on refusal."""
    parser = Parser(prog="binhyen review", description="Lập dự thảo báo cáo sơ kết, tổng kết từ số liệu đã phê duyệt")
    parser.add_argument("--programme", required=True, metavar="MÃ")
    parser.add_argument("--unit", required=True, metavar="TÊN_HOẶC_MÃ")
    parser.add_argument("--from", required=True, dest="begins", metavar="NGÀY")
    parser.add_argument("--to", required=True, dest="ends", metavar="NGÀY")
    parser.add_argument("--kind", required=True, choices=["interim", "final"], help="interim: sơ kết; final: tổng kết")
    parser.add_argument("--out", required=True, type=Path, metavar="TỆP.docx")
    parser.add_argument(
        "--issuer", default="", metavar="MẪU", help="thể thức của cơ quan ban hành (mặc định theo chương trình)"
    )
    parser.add_argument("--provisional", action="store_true", help="cho phép kỳ chưa chốt, ghi rõ là số liệu tạm thời")
    parser.add_argument("--as", dest="user", metavar="TÀI_KHOẢN", help="người lập báo cáo")
    arguments = parser.parse_args(argv)
    return answering(lambda: review(arguments))


def review(arguments: argparse.Namespace) -> int:
    """Draft, make the paper, write the file, say what was done."""
    span = Span(read_date(arguments.begins), read_date(arguments.ends))
    out: Path = arguments.out
    require_place(out)
    start()
    from django.conf import settings

    from binhyen.directives.queries import programme_by_code
    from binhyen.organisation.queries import resolve_province_first
    from binhyen.reviews.actions import draft
    from binhyen.reviews.material import Kind
    from binhyen.reviews.paper import make

    moment = now()
    made = draft(
        programme=programme_by_code(arguments.programme), unit=resolve_province_first(arguments.unit, span.last), span=span,
        kind=Kind(arguments.kind), actor=acting(arguments.user), now=moment, profile=arguments.issuer,
        provisional=arguments.provisional, demo=settings.DEMO,
    )  # fmt: skip
    facts = made.frozen()
    paper = make(facts)
    write_whole(out, paper.docx)
    print(f"Đã lập {out}: báo cáo số hiệu {made.number}, {len(facts.numbers)} số liệu có nguồn.")
    for note in paper.notes:
        print(f"Lưu ý: {note}", file=sys.stderr)
    return 0


def made_by_demo(folder: Path) -> Path:
    """The demo's own review of Tỉnh Mẫu, written beside the data."""
    out = folder / "bao-cao-so-ket-tinh-mau.docx"
    words = "--programme MAU-01 --from 2024-07-01 --to 2026-06-30 --kind interim".split()
    status = main([*words, "--unit", "Tỉnh Mẫu", "--out", os.fspath(out), "--as", "hoa"])
    if status:
        raise SystemExit(status)
    return out
