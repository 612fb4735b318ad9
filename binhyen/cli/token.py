"""`binhyen token make|revoke|list`: keys with which programs act in a post through the interface under /api/v1/."""

from __future__ import annotations

from argparse import Namespace

from binhyen.cli.door import Parser, answering, now, start
from binhyen.foundation.errors import NotFound


def main(argv: list[str]) -> int:
    """Make, end or list the keys of a user's posts. The secret of a new key is printed once."""
    parser = Parser(prog="binhyen token", description="Khóa truy cập cho chương trình (REST)")
    commands = parser.add_subparsers(dest="command", required=True)
    make = commands.add_parser("make", help="tạo khóa; khóa chỉ hiện một lần")
    make.add_argument("user", metavar="TÊN_ĐĂNG_NHẬP")
    make.add_argument("--label", required=True, metavar="TÊN", help="tên để nhận ra khóa")
    make.add_argument("--expires", required=True, metavar="NGÀY", help="ngày cuối cùng dùng được")
    make.add_argument("--post", type=int, metavar="SỐ", help="số của chức danh, khi tài khoản giữ nhiều chức danh")
    make.add_argument("--write", action="store_true", help="cho phép ghi; mặc định chỉ đọc")
    revoke = commands.add_parser("revoke", help="thu hồi khóa")
    revoke.add_argument("number", type=int, metavar="SỐ")
    listed = commands.add_parser("list", help="các khóa của một tài khoản")
    listed.add_argument("user", metavar="TÊN_ĐĂNG_NHẬP")
    arguments = parser.parse_args(argv)
    return answering(lambda: {"make": _make, "revoke": _revoke, "list": _list}[arguments.command](arguments))


def _make(given: Namespace) -> int:
    from binhyen.foundation.vietnamese import read_date

    expires_on = read_date(given.expires)
    start()
    from django.utils import timezone

    from binhyen.organisation.actions.tokens import make_token
    from binhyen.organisation.queries.posts import actor_named

    moment = now()
    post = actor_named(given.user, timezone.localtime(moment).date(), given.post).post
    token, secret = make_token(
        post=post, label=given.label, read_only=not given.write, expires_on=expires_on, actor=None, now=moment
    )
    print(f"Khóa số {token.pk}, {post.title}. Chỉ hiện một lần:\n{secret}")
    return 0


def _revoke(given: Namespace) -> int:
    start()
    from binhyen.organisation.actions.tokens import revoke_token
    from binhyen.organisation.queries.tokens import token_numbered

    token = revoke_token(token_numbered(given.number), actor=None, now=now())
    print(f"Đã thu hồi khóa số {token.pk}, “{token.label}”.")
    return 0


def _list(given: Namespace) -> int:
    start()
    from binhyen.organisation.models import User
    from binhyen.organisation.queries.tokens import tokens_of

    if not User.objects.filter(username=given.user).exists():
        raise NotFound("cli.user_unknown", username=given.user)
    for token in tokens_of(given.user):
        state = f"thu hồi {token.revoked_at:%d/%m/%Y}" if token.revoked_at else f"đến {token.expires_on:%d/%m/%Y}"
        kind = "chỉ đọc" if token.read_only else "đọc và ghi"
        print(f"{token.pk:6}  {token.post.title}: “{token.label}”, {kind}, {state}")
    return 0
