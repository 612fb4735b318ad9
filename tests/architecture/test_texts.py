import re
import unicodedata

from tests.architecture.source import ROOT, files, name

TEXTS = (".py", ".html", ".md", ".csv", ".toml", ".css", ".js", ".lock", ".txt", ".json", "")
# Put together here so that this file does not contain them.
HOSTS = [".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("debian", "org"))]
MACHINE = re.compile("|".join("/" + folder + "/[a-z.]" for folder in ("work", "root", "home", "Users")))


def texts() -> dict[str, str]:
    found = {name(path): path.read_text(encoding="utf-8") for path in files(*TEXTS) if b"\0" not in path.read_bytes()}
    ci = ROOT / ".ci" / "run"
    return {**found, name(ci): ci.read_text(encoding="utf-8")}


def test_all_text_is_in_normal_form_c() -> None:
    # the reader's corpus holds texts as they come in, decomposed ones among them
    ours = {where: text for where, text in texts().items() if not where.startswith("tests/reader/corpus/")}
    assert [where for where, text in ours.items() if not unicodedata.is_normalized("NFC", text)] == []


def test_no_text_names_a_folder_of_one_machine() -> None:
    assert [(where, hit[0]) for where, text in texts().items() if (hit := MACHINE.search(text))] == []


def test_no_text_names_a_package_registry() -> None:
    assert [(where, host) for where, text in texts().items() for host in HOSTS if host in text] == []


def test_locks_hold_hashes_and_no_address() -> None:
    locks = sorted((*ROOT.glob("*.lock"), *ROOT.glob("bench/*.lock")))
    assert len(locks) >= 4
    for lock in locks:
        text = lock.read_text()
        assert "://" not in text
        assert "--index-url" not in text
        pins = re.findall(r"^[a-z0-9][^ ]*==", text, re.MULTILINE)
        assert len(pins) > 5
        assert text.count("--hash=sha256:") >= len(pins)


def test_what_developers_install_agrees_with_what_users_install() -> None:
    def pins(lock: str) -> set[str]:
        return set(re.findall(r"^([a-z0-9-]+==[^ ]+)", (ROOT / lock).read_text(), re.MULTILINE))

    assert pins("requirements.lock") <= pins("requirements-dev.lock")


def test_the_licence_is_whole() -> None:
    text = (ROOT / "LICENSE").read_text()
    assert "Apache License" in text[:200]
    assert "END OF TERMS AND CONDITIONS" in text
