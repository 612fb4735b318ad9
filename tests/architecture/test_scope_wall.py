"""No table, column, choice, indicator, address or file may record people, or watch speech, belief or assembly."""

import csv
import re
from collections.abc import Iterator

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.source import PACKAGE, code, files, name

# Words of names in code.
WORDS = frozenset(
    """religion religions religious belief beliefs faith faiths church pagoda clergy ethnic ethnicity ethnicities tribe
    petition petitions petitioner petitioners grievance grievances assembly assemblies protest protests protester
    gathering gatherings speech speeches opinion opinions sentiment dissent dissident blog
    citizen citizens suspect suspects offender offenders victim victims informer informers informant informants
    culprit convict convicts addict addicts inmate inmates resident_name
    birth birthday birthdate birthplace gender sex nationality passport cccd cmnd fingerprint fingerprints biometric
    face photo photos plate plates phone phones mobile telephone household_head""".split()
)
# Words of Vietnamese names and sentences of the catalogue.
WALLED = [
    "tôn giáo", "tín ngưỡng", "đạo giáo", "chức sắc", "giáo dân", "giáo xứ", "nhà thờ", "giáo hội", "tà đạo",
    "dân tộc thiểu số", "thành phần dân tộc", "người dân tộc", "đồng bào dân tộc",
    "khiếu nại", "khiếu kiện", "đơn thư", "kiến nghị của công dân", "biểu tình", "tụ tập", "tuần hành", "lập hội",
    "phát ngôn", "dư luận", "quan điểm chính trị", "tư tưởng chính trị", "phần tử chống đối", "mạng xã hội của",
    "họ và tên", "họ tên", "số điện thoại", "căn cước", "chứng minh nhân dân", "ngày sinh", "năm sinh", "quê quán",
    "biển số xe", "danh sách đối tượng", "tên đối tượng", "lý lịch",
]  # fmt: skip
# Sentences of the catalogue that keep something out.
KEEPS_OUT = ["họ tên chỉ có trong quyết định khen thưởng"]
# Django's own tables: sessions, permissions, content types.
FRAMEWORK = {"auth", "contenttypes", "sessions", "messages"}
# Inherited columns of Django's user that stay empty would be columns about a person all the same.
PERSONAL = {"first_name", "last_name", "email", "full_name", "middle_name", "nickname", "address", "home_address"}


def forbidden_in_name(text: str) -> set[str]:
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", text).lower()
    tokens = set(re.split(r"[^a-z0-9]+", words))
    return (tokens & WORDS) | {word for word in WORDS if "_" in word and word in words}


def forbidden_in_text(text: str) -> set[str]:
    low = text.casefold()
    for sentence in KEEPS_OUT:
        low = low.replace(sentence, "")
    return {phrase for phrase in WALLED if phrase in low}


def schema() -> Iterator[tuple[str, str]]:
    """Every name that the database has, with where it stands."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in FRAMEWORK:
            continue
        yield model._meta.label, model.__name__
        yield model._meta.label, model._meta.db_table
        for field in model._meta.get_fields(include_hidden=False):
            if field.auto_created and not field.concrete:
                continue
            yield f"{model._meta.label}.{field.name}", field.name


def choices() -> Iterator[tuple[str, str]]:
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            for value, label in field.choices or []:
                yield f"{model._meta.label}.{field.name}={value}", f"{value} {label}"
            yield f"{model._meta.label}.{field.name}", f"{field.verbose_name} {field.help_text}"


def routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        here = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, here)
        elif isinstance(entry, URLPattern):
            yield f"{here} {entry.name or ''}"


def test_no_table_or_column_is_about_people_or_what_they_say_and_believe() -> None:
    assert [(where, bad) for where, text in schema() if (bad := forbidden_in_name(text))] == []


def test_users_have_no_personal_columns() -> None:
    found = [where for where, text in schema() if text in PERSONAL]
    assert found == []


def test_no_choice_is_beyond_the_wall() -> None:
    assert [(w, bad) for w, text in choices() if (bad := forbidden_in_name(text) | forbidden_in_text(text))] == []


def test_no_address_is_beyond_the_wall() -> None:
    addresses = list(routes(get_resolver()))
    assert addresses
    assert [(route, bad) for route in addresses if (bad := forbidden_in_name(route))] == []


def test_no_module_is_named_for_what_is_beyond_the_wall() -> None:
    assert [name(path) for path in code() if forbidden_in_name(path.stem)] == []


def test_no_indicator_or_code_list_is_beyond_the_wall() -> None:
    found = []
    for path in files(".csv", under=PACKAGE / "figures"):
        with path.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.reader(file), start=1):
                bad = set().union(*(forbidden_in_text(cell) for cell in row))
                found += [f"{name(path)}:{number} {sorted(bad)}"] if bad else []
    assert found == []


def test_the_wall_sees_what_it_must() -> None:
    assert forbidden_in_name("SuspectRecord") == {"suspect"}
    assert forbidden_in_name("citizen_id") == {"citizen"}
    assert forbidden_in_text("Số buổi tụ tập") == {"tụ tập"}
    assert not forbidden_in_name("replaces") | forbidden_in_name("surface")
