"""Writes the three files of an export: the structure, the data (SDMX-ML 2.1) and the same as a table (SDMX-CSV 2.0).

One unit is held at a time: memory grows with how many units there are and with what must be withheld, not with the figures.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, TextIO
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from binhyen.analytics.sdmx.mapping import TOTAL, code_id, component_id, frequency, time_period, version_of
from binhyen.analytics.sdmx.reading import Dataset, Line, Row
from binhyen.analytics.sdmx.structure import (
    AGENCY,
    COM,
    MES,
    OF_OBSERVATION,
    OF_SERIES,
    SCHEMA,
    dataflow_id,
    dimension_ids,
    header,
    structure_message,
)
from binhyen.collection.workbooks.marking import harmless

STRUCTURE_FILE, DATA_FILE, TABLE_FILE = "structure.xml", "data.xml", "data.csv"
FILES = (STRUCTURE_FILE, DATA_FILE, TABLE_FILE)

SPECIFIC = f"{SCHEMA}/data/structurespecific"
IN_WORDS = ("REF_AREA_NAME", "REF_AREA_CODE", "INDICATOR_NAME")
"""Columns of the table that are no part of the structure: what its rows are called, for who reads them."""

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_IN_HEADER = "F"


@dataclass(frozen=True)
class Written:
    """What an export holds: so many observations, so many of them with a number, of so many units."""

    observations: int
    numbers: int
    units: int


def write(dataset: Dataset, folder: Path, *, prepared: datetime) -> Written:
    """Write the files into ``folder``, which must be there; the figures are read once for both data files."""
    (folder / STRUCTURE_FILE).write_bytes(structure_message(dataset, prepared))
    observations = numbers = units = 0
    with (
        (folder / DATA_FILE).open("wb") as data,
        (folder / TABLE_FILE).open("w", encoding="utf-8", newline="") as rows,
        _data_message(dataset, data, prepared) as series,
    ):
        table = _Table(dataset, rows)
        for _, of_unit in groupby(dataset.rows(), key=lambda row: row.area):
            units += 1
            for _, same in groupby(of_unit, key=lambda row: (row.line.key, frequency(row.span))):
                told = list(same)
                keys = _keys(dataset, told[0])
                series(keys, told)
                table.add(keys, told)
                observations += len(told)
                numbers += sum(row.told.value != "" for row in told)
    return Written(observations, numbers, units)


def write_zipped(dataset: Dataset, out: BinaryIO, *, prepared: datetime) -> Written:
    """The same files in one .zip."""
    with TemporaryDirectory(prefix="binhyen-sdmx-") as place:
        found = write(dataset, Path(place), prepared=prepared)
        with ZipFile(out, "w", ZIP_DEFLATED) as made:
            for name in FILES:
                made.write(Path(place) / name, name)
    return found


def _keys(dataset: Dataset, row: Row) -> dict[str, str]:
    """The codes of a series, by dimension."""
    parts = {component_id(d): code_id(row.line.parts[d]) if d in row.line.parts else TOTAL for d in dataset.dimensions}
    indicator = code_id(row.line.key.indicator)
    return {"FREQ": frequency(row.span), "REF_AREA": code_id(row.area), "INDICATOR": indicator, **parts}


def _of_series(line: Line) -> dict[str, str]:
    return dict(zip(OF_SERIES, (line.unit_of_count, str(line.decimals)), strict=True))


def _of_observation(row: Row) -> dict[str, str]:
    told = row.told
    values = (told.status, told.state, told.qualifier, told.upper)
    return dict(zip(OF_OBSERVATION, values, strict=True))


@contextmanager
def _data_message(dataset: Dataset, out: BinaryIO, prepared: datetime) -> Iterator[Any]:
    """Gives what adds one series: its codes and its rows."""
    flow, version = dataflow_id(dataset), version_of(dataset.form.valid_from)
    own = f"urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow={AGENCY}:{flow}({version}):ObsLevelDim:TIME_PERIOD"
    spaces = {"mes": f"{SCHEMA}/message", "com": f"{SCHEMA}/common", "ss": SPECIFIC, "xsi": _XSI, "own": own}
    with etree.xmlfile(out, encoding="UTF-8") as xml:
        xml.write_declaration()
        with xml.element(f"{MES}StructureSpecificData", nsmap=spaces):
            head = header(dataset, prepared)
            named = {"structureID": _IN_HEADER, "namespace": own, "dimensionAtObservation": "TIME_PERIOD"}
            usage = etree.SubElement(head, f"{MES}Structure", named)
            reference = {"agencyID": AGENCY, "id": flow, "version": version}
            of_class = {"package": "datastructure", "class": "Dataflow"}
            etree.SubElement(etree.SubElement(usage, f"{COM}StructureUsage"), "Ref", reference | of_class)
            xml.write(head, pretty_print=True)
            attributes = {
                f"{{{SPECIFIC}}}structureRef": _IN_HEADER, f"{{{SPECIFIC}}}dataScope": "DataStructure",
                f"{{{_XSI}}}type": "own:DataSetType", f"{{{SPECIFIC}}}action": "Information",
            }  # fmt: skip

            def series(keys: dict[str, str], told: list[Row]) -> None:
                made = etree.Element("Series", keys | _of_series(told[0].line))
                for row in told:
                    value = {"OBS_VALUE": row.told.value, **_of_observation(row)}
                    shown = {name: text for name, text in value.items() if text}
                    etree.SubElement(made, "Obs", {"TIME_PERIOD": time_period(row.span), **shown})
                xml.write(made, pretty_print=True)

            with xml.element(f"{MES}DataSet", attributes):
                yield series


class _Table:
    """The rows of the .csv, each with what it is about, in codes and at the end in words."""

    def __init__(self, dataset: Dataset, out: TextIO) -> None:
        self._rows = csv.writer(out)
        flow, version = dataflow_id(dataset), version_of(dataset.form.valid_from)
        self._about = ("dataflow", f"{AGENCY}:{flow}({version})", "I")
        self._areas = {one.code: (harmless(one.vi), harmless(one.note)) for one in dataset.areas}
        self._indicators = {one.code: harmless(one.vi) for one in dataset.indicators}
        ids = dimension_ids(dataset)
        self._rows.writerow(
            (
                "STRUCTURE", "STRUCTURE_ID", "ACTION", *ids, "TIME_PERIOD", "OBS_VALUE", *OF_OBSERVATION, *OF_SERIES,
                *IN_WORDS,
            )
        )  # fmt: skip

    def add(self, keys: dict[str, str], told: list[Row]) -> None:
        """One row for each observation of the series."""
        area, line = told[0].area, told[0].line
        of_series = (*_of_series(line).values(), *self._areas[area], self._indicators[line.key.indicator])
        self._rows.writerows(
            (
                *self._about, *keys.values(), time_period(row.span), row.told.value,
                *_of_observation(row).values(), *of_series,
            )
            for row in told
        )  # fmt: skip
