"""Rows as CSV that a spreadsheet opens without running anything in it."""

import csv
from collections.abc import Iterable, Iterator
from typing import Final

from django.http import StreamingHttpResponse

BYTE_ORDER_MARK: Final = "\ufeff"
_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")

Cell = str | int | float | None


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_lines(rows: Iterable[Iterable[Cell]]) -> Iterator[str]:
    """Lines of RFC 4180, the first with a byte order mark; text never begins a formula."""
    writer = csv.writer(_Echo())
    for number, row in enumerate(rows):
        line: str = writer.writerow([harmless(cell) for cell in row])
        yield BYTE_ORDER_MARK + line if number == 0 else line


def csv_file(rows: Iterable[Iterable[Cell]], name: str) -> StreamingHttpResponse:
    """The rows as a file under this name; browsers keep it instead of showing it."""
    response = StreamingHttpResponse(csv_lines(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def harmless(cell: Cell) -> Cell:
    """Text that a spreadsheet would take for a formula gets an apostrophe before it."""
    if isinstance(cell, str) and cell.startswith(_DANGEROUS):
        return f"'{cell}"
    return cell
