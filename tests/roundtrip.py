"""Re-reads what a test packed, by Python's own zipfile, zlib and csv, and compares it with expected.json.

Called by bundle_roundtrip.rs with a folder. Ends with an error at the first difference.
"""
import csv, hashlib, io, json, os, struct, sys, zipfile, zlib


def stream(data):
    """Reads local headers one after another, as a reader does that cannot seek to the directory."""
    at, entries = 0, []
    while data[at:at + 4] == b"PK\x03\x04":
        _, flags, method, time, date, crc, packed, size, name_len, extra_len = struct.unpack(
            "<HHHHHIIIHH", data[at + 4:at + 30])
        assert (time, date) == (0, 0x21), "1980-01-01"
        assert flags & 0x800, "UTF-8 flag"
        name = data[at + 30:at + 30 + name_len].decode("utf-8")
        at += 30 + name_len + extra_len
        if method == 8:
            inflate = zlib.decompressobj(-15)
            content = inflate.decompress(data[at:]) if flags & 8 else inflate.decompress(data[at:at + packed])
            content += inflate.flush()
            assert inflate.eof
            if flags & 8:
                packed = len(data) - at - len(inflate.unused_data)
        else:
            assert method == 0 and not flags & 8, "a stored entry must say its size beforehand"
            content = data[at:at + packed]
        at += packed
        if flags & 8:
            mark, crc, packed_after, size = struct.unpack("<IIII", data[at:at + 16])
            assert (mark, packed_after) == (0x08074B50, packed)
            at += 16
        assert zlib.crc32(content) == crc and len(content) == size, name
        entries.append((name, content))
    assert data[at:at + 4] in (b"PK\x01\x02", b"PK\x05\x06"), "the directory follows the last entry"
    return entries


def read(path):
    with open(path, "rb") as file:
        data = file.read()
    if path.endswith(".csv"):
        return data, [(os.path.basename(path), data)]
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        entries = [(info.filename, archive.read(info)) for info in archive.infolist()]
        for info in archive.infolist():
            assert info.date_time == (1980, 1, 1, 0, 0, 0)
    assert entries == stream(data), "the same by directory and as a stream"
    return data, entries


def main(folder):
    with open(os.path.join(folder, "expected.json"), encoding="utf-8") as file:
        expected = json.load(file)
    rows, counts = [], {}
    for bundle in expected["bundles"]:
        data, entries = read(os.path.join(folder, bundle["name"]))
        assert len(data) == bundle["bytes"]
        assert hashlib.sha256(data).hexdigest() == bundle["sha256"]
        assert [name for name, _ in entries] == [entry["name"] for entry in bundle["entries"]]
        for (name, content), entry in zip(entries, bundle["entries"]):
            assert (len(content), zlib.crc32(content)) == (entry["bytes"], entry["crc32"]), name
            assert hashlib.sha256(content).hexdigest() == entry["sha256"], name
            if not entry["records"]:
                continue
            tab = [tab["stem"] for tab in expected["tabs"]].index(name.rpartition("_")[0])
            counts[tab] = counts.get(tab, 0) + 1
            assert name == "%s_%02d.csv" % (expected["tabs"][tab]["stem"], counts[tab])
            table = list(csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True))
            assert table[0] == expected["tabs"][tab]["header"]
            assert len(table) - 1 == entry["records"]
            rows += [[tab, row] for row in table[1:]]
    assert rows == expected["rows"], "rows differ"


csv.field_size_limit(1 << 30)
main(sys.argv[1])
