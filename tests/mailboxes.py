"""Makes mail in every shape it comes in, packs it for every destination that takes mail as mail, and reads the result with
Python's own mailbox and zipfile: every message is there once, with its bytes, in its folder, by time, and every mailbox
is written as the strictest readers want it (RFC 4155; Maildir's specification).

Called by mailboxes.rs with the program and an empty folder. Ends with an error at the first difference.
"""
import collections, csv, email, email.utils, hashlib, io, json, mailbox, random, re, subprocess, sys, zipfile
from pathlib import Path

program, folder = sys.argv[1], Path(sys.argv[2])
OWN = "support@shop.example.jp"
DROPPED = {"content-length", "x-uid", "x-imap", "x-imapbase", "x-keywords", "status", "x-status", "x-mozilla-status",
           "x-mozilla-status2"}
NASTY = ["From here on it is text.", ">From a quoted one", ">>From twice", "From: not a field", "", "", ".", " From", "終わり",
         "From a@example.jp Mon Jan  5 10:00:00 2026", "x" * 2000]
random.seed(4155)


def make(number, sender, day, more=""):
    """One message with LF line ends; the time of day grows with the number."""
    lines = [f"Return-Path: <{sender}>", f"Message-ID: <{number}@mail.example.jp>", f"From: {sender}", f"To: {OWN}",
             f"Date: {day:02} Mar 2026 {number % 24:02}:{number % 60:02}:00 +0900", f"Subject: Nr. {number}"]
    body = [f"body {number}"] + [random.choice(NASTY) for _ in range(random.randrange(12))] + ["end"]
    return (more + "\n".join(lines) + "\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n"
            + "\n".join(body) + "\n").encode()


def canon(raw):
    """What must be the same before and after: line ends, trailing blank lines and fields about the mailbox left out."""
    text = raw.replace(b"\r\n", b"\n")
    head, _, body = text.partition(b"\n\n")
    fields = [f for f in re.split(rb"\n(?![ \t])", head) if f.partition(b":")[0].strip().lower().decode() not in DROPPED]
    return hashlib.sha256(b"\n".join(fields) + b"\n\n" + body.rstrip(b"\n")).hexdigest()


def quoted(raw):
    head, _, body = raw.partition(b"\n\n")
    return head + b"\n\n" + re.sub(rb"^(>*From )", rb">\1", body, flags=re.M)


def mbox(path, messages, line=b"From someone@example.jp Thu Mar  5 00:00:00 2026", end=b"\n"):
    path.parent.mkdir(parents=True, exist_ok=True)
    text = b"".join(line + b"\n" + quoted(m) + b"\n" for m in messages)
    path.write_bytes(text.replace(b"\n", end))


def guests(start, count, more=""):
    return [make(start + at, f"guest{at}@example.com", 1 + (at * 11) % 27, more) for at in range(count)]


sources = folder / "in"
inbox = guests(0, 40, "X-Mozilla-Status: 0001\nContent-Length: 7\n")
work, sent = guests(100, 15), [make(200 + at, OWN, 1 + at, "Status: RO\nX-UID: 9\n") for at in range(9)]
crlf, emls, zipped, maildir = guests(300, 11), guests(400, 7), guests(500, 8), guests(600, 6)
mbox(sources / "Inbox", inbox)
mbox(sources / "Inbox.sbd" / "仕事", work, line=b"From - ")
mbox(sources / "Sent", sent, line=b"From ")
mbox(sources / "Old.mbox", crlf + inbox[:5], end=b"\r\n")
for at, raw in enumerate(emls):
    path = sources / "取引先 A" / f"{at}.eml"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(raw.replace(b"\n", b"\r\n"))
with zipfile.ZipFile(sources / "Notes.zip", "w", zipfile.ZIP_DEFLATED) as archive:
    for at, raw in enumerate(zipped):
        archive.writestr(f"{at}.eml", raw)
for name in ("cur", "new", "tmp"):
    (sources / "Maildir" / ".Later" / name).mkdir(parents=True)
for at, raw in enumerate(maildir):
    (sources / "Maildir" / ".Later" / "cur" / f"{1_700_000_000 + at}.M{at}.mail:2,FS").write_bytes(raw)
everything = inbox + work + sent + crlf + emls + zipped + maildir
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
    return [re.sub(rb"^>(>*From )", rb"\1", t, flags=re.M) for t in texts]


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
        return [(entry, box_messages(archive.read(entry), entry)) for entry in archive.namelist()]


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
assert sorted(boxes) == ["01_Inbox.mbox", "02_Sent.mbox", "03_Inbox_仕事.mbox", "04_Later.mbox", "05_Notes.mbox",
                         "06_Old.mbox", "07_取引先 A.mbox"], sorted(boxes)
out, told, boxes = check("thunderbird", zip_of_boxes)
assert sorted(boxes) == ["Inbox", "Inbox.sbd/仕事", "Later", "Notes", "Old", "Sent", "取引先 A"], sorted(boxes)
for texts in boxes.values():
    assert all(re.search(rb"^X-Mozilla-Status: 000[15]$", t.partition(b"\n\n")[0], flags=re.M) for t in texts)
check("thunderbird", zip_of_boxes, "mailbox-mb=1")
out, told, boxes = check("roundcube", zip_of_emls)
assert len(boxes) == 7
check("roundcube", bare, "format=mbox")
out, told, boxes = check("mail-server", zip_of_maildirs)
assert sorted(boxes) == sorted(["INBOX", "INBOX.&TtVOiw-", "Later", "Notes", "Old", "Sent", "&U9ZfFVFI- A"]), sorted(boxes)
with open(out / "accounts.csv", encoding="utf-8-sig", newline="") as file:
    assert [row["User"] for row in csv.DictReader(file)] == ["support"]
check("mail-server", zip_of_boxes, "format=mbox")
check("eml-archive", zip_of_emls)
print("ok")
