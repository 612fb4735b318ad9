import ast
import re
from string import Formatter

from binhyen.config import reference
from tests.architecture.source import PACKAGE, REFUSALS, ROOT, code, files, name, tree

CODE = re.compile(r"[a-z]+\.[a-z0-9_]+")


def raised() -> list[tuple[str, str, set[str] | None]]:
    """Every refusal in the code: where, its code, and the parameters given (None where they are passed on as a whole)."""
    found = []
    for path in code():
        for node in ast.walk(tree(path)):
            called = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
            if not isinstance(node, ast.Call) or called not in REFUSALS or not node.args:
                continue
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                given = {keyword.arg for keyword in node.keywords}
                params = None if None in given else {word for word in given if word}
                found.append((f"{name(path)}:{node.lineno}", first.value, params))
    return found


def test_reference_pages_say_what_the_code_says() -> None:
    assert reference.out_of_step() == []


def test_every_refusal_has_a_sentence() -> None:
    known = reference.sentences()
    assert raised()
    assert [(where, word) for where, word, _ in raised() if word not in known] == []


def test_every_refusal_gives_what_its_sentence_needs() -> None:
    known = reference.sentences()
    short = []
    for where, word, params in raised():
        needed = {field for _, field, _, _ in Formatter().parse(known.get(word, "")) if field}
        if params is not None and not needed <= params:
            short.append((where, word, sorted(needed - params)))
    assert short == []


def test_every_sentence_is_used() -> None:
    in_code: set[str] = set()
    for path in code():
        if not path.stem.endswith("texts"):
            in_code |= set(CODE.findall(path.read_text(encoding="utf-8")))
    unused = [word for word in reference.sentences() if word not in in_code]
    assert unused == []


def test_codes_are_named_for_their_room() -> None:
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert [word for word in reference.sentences() if not CODE.fullmatch(word) or word.split(".")[0] not in rooms] == []


def test_glossary_words_exist_in_code() -> None:
    """Each row: Vietnamese | words of the code in backticks | note."""
    names: set[str] = set()
    for path in code():
        names |= set(re.findall(r"[A-Za-z_]+", path.read_text(encoding="utf-8")))
    rows = [
        line.split("|")[2]
        for line in (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("|") and "`" in line
    ]
    words = {word for cell in rows for word in re.findall(r"`([A-Za-z_]+)`", cell)}
    assert len(words) > 20
    assert sorted(words - names) == []


def test_links_between_documents_lead_somewhere() -> None:
    broken = [
        f"{name(path)} → {target}"
        for path in files(".md")
        for target in re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8"))
        if "://" not in target and not target.startswith("mailto:") and not (path.parent / target).exists()
    ]
    assert broken == []
