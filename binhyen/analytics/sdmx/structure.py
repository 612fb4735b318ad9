"""The structure message (SDMX-ML 2.1): concepts, code lists, the data structure of a form and its dataflow."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from lxml import etree

from binhyen.analytics.sdmx.mapping import TOTAL, code_id, component_id, structure_id, version_of
from binhyen.analytics.sdmx.reading import Dataset, Named
from binhyen.analytics.sdmx.texts import (
    BREAKDOWN,
    CODELISTS,
    CONCEPTS,
    FREQUENCIES,
    QUALIFIERS,
    STATES,
    STATUSES,
    Names,
)
from binhyen.analytics.sdmx.texts import TOTAL as TOTAL_NAMES

SCHEMA = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1"
MES, STR, COM = f"{{{SCHEMA}/message}}", f"{{{SCHEMA}/structure}}", f"{{{SCHEMA}/common}}"
NAMESPACES = {"mes": f"{SCHEMA}/message", "str": f"{SCHEMA}/structure", "com": f"{SCHEMA}/common"}
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

AGENCY, SDMX = "BINHYEN", "SDMX"
VERSION = "1.0"
CONCEPT_SCHEME = "CS_BINHYEN"
FREQ_LIST, STATUS_LIST = ("CL_FREQ", "2.1"), ("CL_OBS_STATUS", "2.2")

CODED = {"OBS_STATUS": "CL_OBS_STATUS", "CELL_STATE": "CL_CELL_STATE", "QUALIFIER": "CL_QUALIFIER"}
OF_OBSERVATION = ("OBS_STATUS", "CELL_STATE", "QUALIFIER", "UPPER_VALUE")
OF_SERIES = ("UNIT_MEASURE", "DECIMALS")
ALWAYS = frozenset({"OBS_STATUS", "CELL_STATE", *OF_SERIES})
FORMATS = {"UPPER_VALUE": "Decimal", "UNIT_MEASURE": "String", "DECIMALS": "Integer"}


def dimension_ids(dataset: Dataset) -> tuple[str, ...]:
    """The dimensions of a series in their order; the period comes after them."""
    return ("FREQ", "REF_AREA", "INDICATOR", *map(component_id, dataset.dimensions))


def dataflow_id(dataset: Dataset) -> str:
    """The id of the form's dataflow."""
    return f"DF_{structure_id(dataset.form.code)}"


def header(dataset: Dataset, prepared: datetime) -> etree._Element:
    """The head of a message; its number tells all that decides which figures stand in it and which are missing or withheld."""
    head = etree.Element(f"{MES}Header", nsmap=NAMESPACES)
    span = dataset.span
    number = (
        structure_id(dataset.form.code), span.start.isoformat(), span.last.isoformat(), code_id(dataset.above),
        dataset.today.isoformat(), str(dataset.as_of), *(["Q"] if dataset.withholds else []),
    )  # fmt: skip
    etree.SubElement(head, f"{MES}ID").text = "_".join(number)
    etree.SubElement(head, f"{MES}Test").text = "false"
    etree.SubElement(head, f"{MES}Prepared").text = prepared.isoformat(timespec="seconds")
    etree.SubElement(head, f"{MES}Sender", id=AGENCY)
    return head


def structure_message(dataset: Dataset, prepared: datetime) -> bytes:
    """The whole message, in UTF-8."""
    message = etree.Element(f"{MES}Structure", nsmap=NAMESPACES)
    message.append(header(dataset, prepared))
    structures = etree.SubElement(message, f"{MES}Structures")
    _dataflow(etree.SubElement(structures, f"{STR}Dataflows"), dataset)
    _codelists(etree.SubElement(structures, f"{STR}Codelists"), dataset)
    _concepts(etree.SubElement(structures, f"{STR}Concepts"), dataset)
    _data_structure(etree.SubElement(structures, f"{STR}DataStructures"), dataset)
    return bytes(etree.tostring(message, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _named(parent: etree._Element, tag: str, names: Names, **attributes: str) -> etree._Element:
    """An element with its names; one language alone where the other is not known."""
    made = etree.SubElement(parent, f"{STR}{tag}", **attributes)
    _name(made, names)
    return made


def _name(parent: etree._Element, names: Names) -> None:
    for language, text in zip(("vi", "en"), names, strict=True):
        if text:
            etree.SubElement(parent, f"{COM}Name", {LANGUAGE: language}).text = text


def _reference(parent: etree._Element, tag: str, **attributes: str) -> None:
    etree.SubElement(etree.SubElement(parent, f"{STR}{tag}"), "Ref", **attributes)


def _dataflow(parent: etree._Element, dataset: Dataset) -> None:
    form = dataset.form
    version = version_of(form.valid_from)
    flow = _named(parent, "Dataflow", (form.title, ""), id=dataflow_id(dataset), agencyID=AGENCY, version=version)
    _reference(
        flow, "Structure", id=f"DSD_{structure_id(form.code)}", agencyID=AGENCY, version=version,
        **{"package": "datastructure", "class": "DataStructure"},
    )  # fmt: skip


def _codelists(parent: etree._Element, dataset: Dataset) -> None:
    _official(parent, *FREQ_LIST, "Frequency", FREQUENCIES)
    _official(parent, *STATUS_LIST, "Observation status", STATUSES)
    _codelist(parent, "CL_AREA", CODELISTS["CL_AREA"], dataset.areas, note="CODE", partial=True)
    _codelist(parent, "CL_INDICATOR", CODELISTS["CL_INDICATOR"], dataset.indicators, note="NATURE", partial=True)
    for dimension, items in dataset.items.items():
        whole = Named(TOTAL, *TOTAL_NAMES)
        _codelist(parent, f"CL_{component_id(dimension)}", _called(dimension), (whole, *items), partial=True)
    for list_id, names in (("CL_CELL_STATE", STATES), ("CL_QUALIFIER", QUALIFIERS)):
        _codelist(parent, list_id, CODELISTS[list_id], [Named(code, *both) for code, both in names.items()])


def _called(dimension: str) -> Names:
    vi, en = (text.format(dimension=dimension) for text in BREAKDOWN)
    return vi, en


def _official(parent: etree._Element, list_id: str, version: str, name: str, codes: dict[str, str]) -> None:
    """A list that SDMX keeps, with the codes that stand here."""
    made = _named(parent, "Codelist", ("", name), id=list_id, agencyID=SDMX, version=version, isPartial="true")
    for code, english in codes.items():
        _named(made, "Code", ("", english), id=code)


def _codelist(
    parent: etree._Element, list_id: str, names: Names, items: Iterable[Named], *, note: str = "", partial: bool = False
) -> None:
    made = _named(
        parent, "Codelist", names, id=list_id, agencyID=AGENCY, version=VERSION, isPartial=str(partial).lower()
    )
    for item in items:
        code = etree.SubElement(made, f"{STR}Code", id=code_id(item.code))
        if note and item.note:
            said = etree.SubElement(etree.SubElement(code, f"{COM}Annotations"), f"{COM}Annotation")
            etree.SubElement(said, f"{COM}AnnotationTitle").text = item.note
            etree.SubElement(said, f"{COM}AnnotationType").text = note
        _name(code, (item.vi, item.en))
        if item.above:
            _reference(code, "Parent", id=code_id(item.above))


def _concepts(parent: etree._Element, dataset: Dataset) -> None:
    names = ("Khái niệm của Bình Yên", "Concepts of Bình Yên")
    scheme = _named(parent, "ConceptScheme", names, id=CONCEPT_SCHEME, agencyID=AGENCY, version=VERSION)
    own = {component_id(dimension): _called(dimension) for dimension in dataset.dimensions}
    for concept, both in (CONCEPTS | own).items():
        _named(scheme, "Concept", both, id=concept)


def _data_structure(parent: etree._Element, dataset: Dataset) -> None:
    form = dataset.form
    structure = _named(
        parent, "DataStructure", (form.title, ""), id=f"DSD_{structure_id(form.code)}", agencyID=AGENCY,
        version=version_of(form.valid_from),
    )  # fmt: skip
    parts = etree.SubElement(structure, f"{STR}DataStructureComponents")
    _dimensions(etree.SubElement(parts, f"{STR}DimensionList", id="DimensionDescriptor"), dataset)
    attributes = etree.SubElement(parts, f"{STR}AttributeList", id="AttributeDescriptor")
    for component in (*OF_OBSERVATION, *OF_SERIES):
        needed = "Mandatory" if component in ALWAYS else "Conditional"
        made = _component(attributes, "Attribute", component, assignmentStatus=needed)
        _representation(made, component)
        related = etree.SubElement(made, f"{STR}AttributeRelationship")
        if component in OF_SERIES:
            _reference(related, "Dimension", id="INDICATOR")
        else:
            _reference(related, "PrimaryMeasure", id="OBS_VALUE")
    measure = _component(
        etree.SubElement(parts, f"{STR}MeasureList", id="MeasureDescriptor"), "PrimaryMeasure", "OBS_VALUE"
    )
    _format(measure, "Decimal")


def _dimensions(parent: etree._Element, dataset: Dataset) -> None:
    ids = dimension_ids(dataset)
    for position, component in enumerate(ids, start=1):
        made = _component(parent, "Dimension", component, position=str(position))
        if component == "FREQ":
            _enumeration(made, *FREQ_LIST, SDMX)
        else:
            _enumeration(made, "CL_AREA" if component == "REF_AREA" else f"CL_{component}", VERSION, AGENCY)
    time = _component(parent, "TimeDimension", "TIME_PERIOD", position=str(len(ids) + 1))
    _format(time, "ObservationalTimePeriod")


def _component(parent: etree._Element, tag: str, component: str, **attributes: str) -> etree._Element:
    made = etree.SubElement(parent, f"{STR}{tag}", id=component, **attributes)
    _reference(
        made, "ConceptIdentity", id=component, maintainableParentID=CONCEPT_SCHEME, maintainableParentVersion=VERSION,
        agencyID=AGENCY, **{"package": "conceptscheme", "class": "Concept"},
    )  # fmt: skip
    return made


def _representation(made: etree._Element, component: str) -> None:
    if component == "OBS_STATUS":
        _enumeration(made, *STATUS_LIST, SDMX)
    elif component in CODED:
        _enumeration(made, CODED[component], VERSION, AGENCY)
    else:
        _format(made, FORMATS[component])


def _enumeration(made: etree._Element, list_id: str, version: str, agency: str) -> None:
    _reference(
        etree.SubElement(made, f"{STR}LocalRepresentation"), "Enumeration", id=list_id, version=version, agencyID=agency,
        **{"package": "codelist", "class": "Codelist"},
    )  # fmt: skip


def _format(made: etree._Element, kind: str) -> None:
    etree.SubElement(etree.SubElement(made, f"{STR}LocalRepresentation"), f"{STR}TextFormat", textType=kind)
