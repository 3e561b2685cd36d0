"""Makes mail in every shape it comes in, packs it for every destination that takes mail as mail, and reads the result with
Python's own mailbox and zipfile: every message is there once, with its bytes, in its folder, by time, and every mailbox
is written as the strictest readers want it (RFC 4155; Maildir's specification).

Called by mailboxes.rs with the program and an empty folder. Ends with an error at the first difference.
"""
import collections, csv, email, email.utils, hashlib, io, json, mailbox, re, subprocess, sys, zipfile
from pathlib import Path

sys.dont_write_bytecode = True
from made_mail import OWN, canon, sources as make_sources, unquoted

program, folder = sys.argv[1], Path(sys.argv[2])
sources = folder / "in"
wanted = make_sources(sources)
everything = [raw for messages in wanted.values() for raw in messages]
expected = collections.Counter(map(canon, everything))
assert max(expected.values()) == 1


def pack(destination, *options):
    out = folder / "-".join([destination, *options]).replace("=", "_").replace("@", "_").replace("/", "_")
    command = [program, "pack", str(sources), "--destination", destination, "--option", f"own-address={OWN}"]
    command += [word for option in options for word in ("--option", option)] + ["--out", str(out), "--lang", "en"]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode in (0, 1), (command, run.stderr)
    return out, json.loads(run.stdout)


def box_messages(raw, where):
    """The messages of an mbox, which must be written as the strictest readers want it."""
    assert raw.startswith(b"From ") and b"\r" not in raw and raw.endswith(b"\n\n"), where
    line = rb"From [!-~]+ (Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}"
    starts = [m.start() for m in re.finditer(rb"^From ", raw, flags=re.M)]
    for at in starts:
        assert re.fullmatch(line, raw[at:raw.index(b"\n", at)]), (where, raw[at:at + 80])
        assert at == 0 or raw[at - 2:at] == b"\n\n", (where, at)
    path = folder / "one.mbox"
    path.write_bytes(raw)
    box = mailbox.mbox(path)
    assert len(box) == len(starts), where
    texts = [box.get_bytes(key) for key in box.keys()]
    box.close()
    return [unquoted(text) for text in texts]


def in_order(texts, where):
    dates = [email.utils.parsedate_to_datetime(email.message_from_bytes(t)["Date"]) for t in texts]
    assert dates == sorted(dates), where


def check(destination, read, *options):
    out, told = pack(destination, *options)
    boxes = collections.defaultdict(list)
    for bundle in told["bundles"]:
        data = (out / bundle["name"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == bundle["sha256"]
        for name, texts in read(bundle["name"], data):
            boxes[name] += texts
    found = collections.Counter(canon(text) for texts in boxes.values() for text in texts)
    assert found == expected, (destination, options, len(list(found.elements())))
    for name, texts in boxes.items():
        in_order(texts, (destination, name))
    lines = told["ledger"]
    assert sum(line["packed"] for line in lines) == len(everything) and sum(line["duplicate"] for line in lines) == 5
    with open(out / "messages.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(everything) + 5
    kept = {row["Content"] for row in rows if row["What became of it"] == "packed"}
    assert all(row["Content"] in kept for row in rows) and len(kept) == len(everything)
    return out, told, boxes


def bare(name, data):
    return [(name, box_messages(data, name))]


def zip_of_boxes(name, data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(entry, box_messages(archive.read(entry), entry)) for entry in archive.namelist() if archive.getinfo(entry).file_size]


def zip_of_emls(name, data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        texts = [archive.read(entry) for entry in archive.namelist()]
    for text in texts:
        assert b"\n" not in text.replace(b"\r\n", b""), name
    return [(re.sub(r"_\d\d\.zip$", "", name), texts)]


def zip_of_maildirs(name, data):
    place = folder / "maildir"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(place)
    top = mailbox.Maildir(place, create=False)
    boxes = [("INBOX", top)] + [(name, top.get_folder(name)) for name in top.list_folders()]
    read = []
    for box, content in boxes:
        messages = sorted(content.items(), key=lambda it: it[1].get_date())
        read.append((box, [content.get_bytes(key) for key, _ in messages]))
        for _, message in messages:
            assert message.get_subdir() == "cur" and "S" in message.get_flags(), box
    return read


out, told, boxes = check("maildealer", bare)
assert sorted(boxes) == ["01_Inbox.mbox", "02_Sent.mbox", "03_Inbox_仕事.mbox", "04_Kept_Odd.mbox", "05_Later.mbox",
                         "06_Notes.mbox", "07_Old.mbox", "08_取引先 A.mbox"], sorted(boxes)
out, told, boxes = check("thunderbird", zip_of_boxes)
assert sorted(boxes) == ["Inbox", "Inbox.sbd/仕事", "Kept.sbd/Odd", "Later", "Notes", "Old", "Sent", "取引先 A"], sorted(boxes)
# Thunderbird shows no folder below one whose own file is missing.
with zipfile.ZipFile(out / "thunderbird_01.zip") as archive:
    assert archive.read("Kept") == b"" and archive.namelist().index("Kept") < archive.namelist().index("Kept.sbd/Odd")
for texts in boxes.values():
    assert all(re.search(rb"^X-Mozilla-Status: 000[15]$", t.partition(b"\n\n")[0], flags=re.M) for t in texts)
check("thunderbird", zip_of_boxes, "mailbox-mb=1")
out, told, boxes = check("roundcube", zip_of_emls)
assert len(boxes) == 8
check("roundcube", bare, "format=mbox")
out, told, boxes = check("mail-server", zip_of_maildirs)
assert sorted(boxes) == sorted(["INBOX", "INBOX.&TtVOiw-", "Kept.Odd", "Later", "Notes", "Old", "Sent", "&U9ZfFVFI- A"]), sorted(boxes)
with open(out / "accounts.csv", encoding="utf-8-sig", newline="") as file:
    assert [row["User"] for row in csv.DictReader(file)] == ["support"]
check("mail-server", zip_of_boxes, "format=mbox")
check("eml-archive", zip_of_emls)
print("ok")
