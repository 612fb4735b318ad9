from django.apps import apps
from django.db.models import ForeignKey, ManyToManyField, Model

from tests.architecture.source import ROOMS


def room(model: type[Model]) -> str:
    parts = model.__module__.split(".")
    return parts[1] if parts[0] == "binhyen" else ""


def links() -> list[tuple[type[Model], "ForeignKey[Model, Model] | ManyToManyField[Model, Model]"]]:
    return [
        (model, field)
        for model in apps.get_models()
        if room(model)
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]
        if isinstance(field, ForeignKey | ManyToManyField) and room(field.related_model)
    ]


def test_links_point_to_the_same_or_a_lower_room() -> None:
    upward = [
        f"{model.__name__}.{field.name} → {field.related_model.__name__}"
        for model, field in links()
        if ROOMS.index(room(field.related_model)) > ROOMS.index(room(model))
    ]
    assert upward == []


def test_a_link_to_a_lower_room_hides_its_reverse_name() -> None:
    open_ = [
        f"{model.__name__}.{field.name}"
        for model, field in links()
        if room(field.related_model) != room(model) and not field.remote_field.hidden
    ]
    assert open_ == []
    assert any(room(field.related_model) != room(model) for model, field in links())


def test_no_unique_key_has_a_nullable_column() -> None:
    """SQLite and PostgreSQL both take two rows with NULL for different ones."""
    loose = []
    for model in apps.get_models():
        if not room(model):
            continue
        for constraint in model._meta.total_unique_constraints:
            loose += [f"{model.__name__}.{f}" for f in constraint.fields if model._meta.get_field(f).null]
    assert loose == []


def test_every_constraint_has_a_name_of_its_own() -> None:
    names = [c.name for model in apps.get_models() if room(model) for c in model._meta.constraints]
    assert len(names) == len(set(names))
    assert not [name for name in names if "%" in name]
