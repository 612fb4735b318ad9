"""`binhyen verify`: recompute pointers, ledger and audit chain from the record and compare."""

from __future__ import annotations

from binhyen.cli.door import Parser, answering, start


def main(argv: list[str]) -> int:
    """Exit status 0 when the record is whole; 1 with a line for each difference; 2 for a broken audit chain."""
    Parser(prog="binhyen verify", description="Đối chiếu sổ ghi, tổng hợp và chuỗi nhật ký").parse_args(argv)
    return answering(verify)


def verify() -> int:
    """Print what was compared and what differs."""
    start()
    from binhyen.figures.queries.verification import differences
    from binhyen.foundation import audit
    from binhyen.organisation.queries import verify_versions

    entries, units = audit.verify(), verify_versions()
    found = list(differences())
    for line in found:
        print(line)
    print(f"Nhật ký: {entries} mục, chuỗi nguyên vẹn. Danh mục: {units} thông tin đơn vị, không chồng chéo.")
    print(f"Số liệu: {len(found)} chỗ sai lệch.")
    return 1 if found else 0
