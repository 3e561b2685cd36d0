#!/usr/bin/env python3
"""Writes src/text/charset/jis_0213.bin: the characters that JIS X 0213:2004 has and JIS X 0208 has not.

    python3 tools/jis-0213.py            writes the file
    python3 tools/jis-0213.py --list     prints plane (0 or 1), row, cell and text of every character, for the test

The source is Python's own codec, iso2022_jp_2004. The file goes through the cells of both planes, row by row: a number
that is 0 is followed by one that says how many cells have nothing; any other number says how far the character lies from
the one before it (2d for d cells on, 2d + 1 for d back). Numbers are in LEB128. Of the 25 places that stand for two
characters, the file has the first; the code knows the second.
"""
import pathlib
import sys

ESCAPES = [b"\x1b$(Q", b"\x1b$(P"]


def decode(escape, row, cell, codec="iso2022_jp_2004"):
    try:
        return (escape + bytes([row + 0x20, cell + 0x20]) + b"\x1b(B").decode(codec)
    except UnicodeDecodeError:
        return ""


def cells():
    for plane, escape in enumerate(ESCAPES):
        for row in range(1, 95):
            for cell in range(1, 95):
                text = decode(escape, row, cell)
                old = "" if plane else decode(b"\x1b$B", row, cell, "iso2022_jp")
                yield plane, row, cell, text, "" if text == old else text


def leb128(number):
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return out + bytes([number])


def table():
    out, last, blank = bytearray(), 0, 0
    for *_, new in cells():
        if not new:
            blank += 1
            continue
        if blank:
            out += leb128(0) + leb128(blank)
            blank = 0
        step, last = ord(new[0]) - last, ord(new[0])
        out += leb128(2 * step if step > 0 else -2 * step + 1)
    return bytes(out)


if "--list" in sys.argv:
    for plane, row, cell, text, _ in cells():
        if text:
            print(plane, row, cell, text.encode("utf-8").hex())
else:
    root = pathlib.Path(__file__).resolve().parent.parent
    (root / "src/text/charset/jis_0213.bin").write_bytes(table())
