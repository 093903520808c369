"""Archives and spreadsheets that are broken or meant to break a reader."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from tests.torture.texts import laughs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_MEBIBYTE = 1 << 20
_TABLE = b"id,score\n" + b"".join(b"%d,%d\n" % (n, n % 5 + 1) for n in range(40))
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_WORKBOOK = (
    f'<?xml version="1.0"?><workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
    '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
).encode()
_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
).encode()
_ROOT = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
).encode()
_SHEET = f'<?xml version="1.0"?><worksheet xmlns="{_MAIN}"><sheetData>'.encode()
_SHEET_END = b"</sheetData></worksheet>"
_ODS = (
    b'<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    b'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    b'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body>'
    b'<office:spreadsheet><table:table table:name="S">'
)
_ODS_END = b"</table:table></office:spreadsheet></office:body></office:document-content>"


def zipped(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The bytes of a zip archive with parts.

    Args:
        parts: Content by name.
        method: How they are packed.
    """
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return found.getvalue()


def workbook(sheet: bytes, strings: bytes = b"", more: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    """The parts of a workbook with one sheet.

    Args:
        sheet: The rows of the sheet, in XML.
        strings: The part with the shared texts, or nothing.
        more: Parts that are added or replaced.
    """
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _ROOT,
        "xl/workbook.xml": _WORKBOOK,
        "xl/_rels/workbook.xml.rels": _RELATIONS,
        "xl/worksheets/sheet1.xml": _SHEET + sheet + _SHEET_END,
    }
    return {**parts, **({"xl/sharedStrings.xml": strings} if strings else {}), **(more or {})}


def document(rows: bytes) -> dict[str, bytes]:
    """The parts of an OpenDocument spreadsheet.

    Args:
        rows: The rows of its sheet, in XML.
    """
    return {
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": _ODS + rows + _ODS_END,
        "META-INF/manifest.xml": b'<?xml version="1.0"?><manifest:manifest '
        b'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
    }


def _repeated(block: bytes, times: int, start: bytes = b"", end: bytes = b"") -> tuple[bytes, int, int]:
    """A deflated text that repeats a block, its check sum and its length; the block is packed once."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = packer.compress(start + block) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    last = packer.compress(end) + packer.flush()
    check = zlib.crc32(start + block)
    for _ in range(times - 1):
        check = zlib.crc32(block, check)
    return first + again * (times - 1) + last, zlib.crc32(end, check), len(start) + len(block) * times + len(end)


def _bomb(name: str, others: Mapping[str, bytes], packed: tuple[bytes, int, int], *, is_honest: bool) -> bytes:
    """A zip archive with one part that grows, which says its size or a small one instead."""
    content, check, size = packed
    stated = size if is_honest else 1_000
    found = io.BytesIO(zipped(others)) if others else io.BytesIO()
    entries = []
    if others:
        with zipfile.ZipFile(found) as archive:
            entries, start = archive.infolist(), archive.start_dir
        directory = found.getvalue()[start : found.getvalue().rindex(b"PK\x05\x06")]
        body = found.getvalue()[:start]
    else:
        directory, body = b"", b""
    fields = (20, 0, zipfile.ZIP_DEFLATED, 0, 0x21, check, len(content), stated, len(name), 0)
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", *fields) + name.encode()
    central = struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, *fields, 0, 0, 0, 0, len(body)) + name.encode()
    directory += central
    n = len(entries) + 1
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, n, n, len(directory), len(body) + len(local) + len(content), 0)
    return body + local + content + directory + end


def archives() -> Iterator[tuple[str, bytes]]:
    """Name and content of each hostile archive."""
    zeros = _repeated(b"1,2,3,4,5\n" * 400_000, 256)
    yield "bomb.zip", _bomb("answers.csv", {}, zeros, is_honest=True)
    yield "bomb_that_lies.zip", _bomb("answers.csv", {}, zeros, is_honest=False)
    inner = zipped({"a.zip": zipped({"answers.csv": _TABLE})})
    yield "zip_in_zip.zip", inner
    yield "zip_named_csv_in_zip.zip", zipped({"answers.csv": inner})
    yield "gzip_in_zip.zip", zipped({"answers.csv": b"\x1f\x8b" + _TABLE})
    yield "two_tables.zip", zipped({"a.csv": _TABLE, "b.csv": _TABLE})
    yield "no_table.zip", zipped({"readme.txt": b"hello", "__MACOSX/._answers.csv": b"x", ".DS_Store": b"x"})
    yield "nothing.zip", zipped({})
    yield "a_hundred_thousand_names.zip", zipped({f"{n}.csv": b"" for n in range(100_000)}, zipfile.ZIP_STORED)
    yield "path_tricks.zip", zipped({"../../../../tmp/evil.csv": _TABLE})
    yield "path_tricks_of_windows.zip", zipped({"C:\\windows\\..\\evil.csv": _TABLE})
    yield "absolute_path.zip", zipped({"/etc/evil.csv": _TABLE})
    yield "signs_in_a_name.zip", zipped({"\x1b[2Ja.csv": _TABLE, "b\u202ecsv.exe": _TABLE})
    yield "bzip2.zip", zipped({"answers.csv": _TABLE}, zipfile.ZIP_BZIP2)
    yield "lzma.zip", zipped({"answers.csv": _TABLE}, zipfile.ZIP_LZMA)
    sound = zipped({"answers.csv": _TABLE})
    yield (
        "encrypted.zip",
        sound.replace(b"PK\x03\x04\x14\x00\x00", b"PK\x03\x04\x14\x00\x01").replace(
            b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"
        ),
    )
    yield "truncated.zip", sound[: len(sound) // 2]
    yield "end_alone.zip", sound[sound.rindex(b"PK\x05\x06") :]
    yield "wrong_check_sum.zip", sound.replace(struct.pack("<I", zlib.crc32(_TABLE)), b"\1\2\3\4")
    yield "csv_that_says_xlsx.xlsx", _TABLE
    yield "a_letter.xlsx", zipped({"[Content_Types].xml": _TYPES, "word/document.xml": b"<x/>"})


def spreadsheets() -> Iterator[tuple[str, bytes]]:
    """Name and content of each hostile spreadsheet."""
    yield from _workbooks()
    yield from _documents()


def _workbooks() -> Iterator[tuple[str, bytes]]:
    cells = b'<row><c t="inlineStr"><is><t>a</t></is></c><c><v>1</v></c></row>'
    strings = f'<?xml version="1.0"?><sst xmlns="{_MAIN}">'.encode()
    text = _repeated(b"<si><t>" + b"a" * 30_000 + b"</t></si>", 40_000, strings, b"</sst>")
    shared = b'<row><c t="s"><v>0</v></c><c t="s"><v>39999</v></c></row>' * 3
    yield "shared_strings_bomb.xlsx", _bomb("xl/sharedStrings.xml", workbook(shared), text, is_honest=True)
    yield "shared_strings_bomb_that_lies.xlsx", _bomb("xl/sharedStrings.xml", workbook(shared), text, is_honest=False)
    row = b"<row>" + b"<c><v>1</v></c>" * 4_000 + b"</row>"
    rows = _repeated(row * 20, 1_000, _SHEET, _SHEET_END)
    others = {name: part for name, part in workbook(b"").items() if not name.endswith("sheet1.xml")}
    yield "rows_bomb.xlsx", _bomb("xl/worksheets/sheet1.xml", others, rows, is_honest=True)
    yield "rows_bomb_that_lies.xlsx", _bomb("xl/worksheets/sheet1.xml", others, rows, is_honest=False)
    million = "".join(f'<row><c r="A{n}"><v>1</v></c></row>' for n in range(1, 200_000)).encode()
    corner = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    yield "two_cells_far_apart.xlsx", zipped(workbook(corner))
    wide = b'<row r="1">' + b"".join(b'<c r="%s1"><v>1</v></c>' % name for name in (b"A", b"XFD")) + b"</row>"
    yield "two_cells_in_a_wide_row.xlsx", zipped(workbook(wide + million))
    empty = "".join(f'<row r="{n}"/>' for n in range(2, 1_048_577)).encode()
    yield "a_million_empty_rows.xlsx", zipped(workbook(empty))
    same = b'<row r="1">' + b'<c t="s"><v>0</v></c>' * 200 + b"</row>"
    long = strings + b"<si><t>" + b"a" * 30_000 + b"</t></si></sst>"
    yield "one_long_text_many_times.xlsx", zipped(workbook(same * 500, long))
    yield "laughs_in_strings.xlsx", zipped(workbook(shared, laughs(b"<sst><si><t>&i;</t></si></sst>")))
    yield "laughs_in_workbook.xlsx", zipped(workbook(cells, more={"xl/workbook.xml": laughs(_WORKBOOK[21:])}))
    outside = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    yield "outside_entity.xlsx", zipped(workbook(shared, outside + b"<sst><si><t>&e;</t></si></sst>"))
    yield "deep.xlsx", zipped(workbook(b"<a>" * 2_000_000))
    yield "no_sheet.xlsx", zipped({"[Content_Types].xml": _TYPES, "xl/workbook.xml": _WORKBOOK})
    yield "missing_strings.xlsx", zipped(workbook(shared))
    yield (
        "strange_references.xlsx",
        zipped(workbook(b'<row r="99999999999"><c r="ZZZZZZZZ99999999999"><v>1</v></c></row>')),
    )
    sheets = b"".join(b'<sheet name="S%d" sheetId="1" r:id="rId1"/>' % n for n in range(60_000))
    many = _WORKBOOK.replace(b'<sheet name="S" sheetId="1" r:id="rId1"/>', sheets)
    yield "sixty_thousand_sheets.xlsx", zipped(workbook(cells, more={"xl/workbook.xml": many}))
    formulas = b'<row><c t="str"><f>1</f><v>q</v></c></row><row><c t="str"><f>cmd|calc!A0</f><v>=1+1</v></c></row>'
    yield "formulas.xlsx", zipped(workbook(formulas))
    sound = zipped(workbook(cells * 9))
    yield "truncated.xlsx", sound[: len(sound) * 2 // 3]
    yield "xlsx_that_says_csv.csv", sound
    compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    yield "protected.xlsx", compound + bytes(1_000) + "EncryptedPackage".encode("utf-16-le") + bytes(1_000)
    yield "noise.xls", compound + bytes(range(256)) * 400


def _documents() -> Iterator[tuple[str, bytes]]:
    cell = b'<table:table-cell office:value-type="float" office:value="1"'
    start, end = b"<table:table-row>", b"</table:table-row>"
    rows = b'<table:table-row table:number-rows-repeated="1048576">'
    yield (
        "repeated_cells_bomb.ods",
        zipped(document(start + cell + b' table:number-columns-repeated="2000000000"/>' + end)),
    )
    yield "repeated_rows_bomb.ods", zipped(document(rows + cell + b' table:number-columns-repeated="16384"/>' + end))
    text = b'<table:table-cell office:value-type="string"><text:p>a<text:s text:c="2000000000"/>b</text:p>'
    text += b"</table:table-cell>"
    yield "spaces_bomb.ods", zipped(document((start + text + text + end) * 3))
    far = b'<table:table-cell table:number-columns-repeated="16383"/>'
    blank = b'<table:table-row table:number-rows-repeated="1048574"><table:table-cell/></table:table-row>'
    yield (
        "two_cells_far_apart.ods",
        zipped(document(start + cell + b"/>" + end + blank + start + far + cell + b"/>" + end)),
    )
    yield "laughs.ods", zipped({**document(b""), "content.xml": laughs(_ODS[21:] + b"&i;" + _ODS_END)})
    sound = zipped(document((start + cell + b"/>" + cell + b"/>" + end) * 9))
    yield "truncated.ods", sound[: len(sound) // 2]
    yield "no_content.ods", zipped({"mimetype": document(b"")["mimetype"]})
    packed = _repeated(b"<table:table-row>" + (cell + b"/>") * 4_000 + end, 4_000, _ODS, _ODS_END)
    others = {name: part for name, part in document(b"").items() if name != "content.xml"}
    yield "rows_bomb.ods", _bomb("content.xml", others, packed, is_honest=True)
    yield "rows_bomb_that_lies.ods", _bomb("content.xml", others, packed, is_honest=False)
