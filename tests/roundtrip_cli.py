"""Makes a small help desk with Python's own libraries, runs `list` and `pack` over it, and compares what the
program read and wrote with what Python's mailbox, email, csv and zipfile read from the same files.

Called by cli.rs with the program and an empty folder. Ends with an error at the first difference.
"""
import csv, email, email.policy, hashlib, io, json, mailbox, subprocess, sys, zipfile
from email.message import EmailMessage
from email.utils import getaddresses, parsedate_to_datetime
from datetime import timezone
from pathlib import Path

program, folder = sys.argv[1], Path(sys.argv[2])
OWN = "support@shop.example.jp"
SUBJECTS = ["見積のお願い", "Re: 見積のお願い", "納品書①の件（髙橋様）", "Plain words", "長い件名" * 30, "絵文字🎁の件"]
CHARSETS = ["utf-8", "iso-2022-jp", "shift_jis", "euc-jp", "utf-8", "utf-8"]
NAMES = ["見積書.pdf", "写真 (1).jpg", "表_令和8年.csv", "a" * 60 + ".txt", "データ.bin", "領収書．PDF"]


def make(number):
    message = EmailMessage(policy=email.policy.SMTP)
    out = number % 3 == 1
    message["From"] = f"お客様{number} <guest{number % 7}@example.jp>" if not out else f"サポート <{OWN}>"
    message["To"] = OWN if not out else f"guest{number % 7}@example.jp"
    if number % 4 == 0:
        message["Cc"] = "佐藤 花子 <hanako@example.com>, jiro@example.com"
    message["Subject"] = SUBJECTS[number % 6] + f" {number}"
    message["Date"] = f"{1 + number % 28:02} Nov 2026 {number % 24:02}:15:00 +0900"
    message["Message-ID"] = f"<{number}@mail.example.jp>"
    if number % 5 == 4:
        message["In-Reply-To"] = f"<{number - 1}@mail.example.jp>"
    charset = CHARSETS[number % 6]
    text = f"{number}番目の本文です。\n改行と「かぎ」。\n\nFrom the second paragraph on, it is English.\n"
    message.set_content(text, charset=charset, cte="base64" if number % 2 else None)
    if number % 3 == 0:
        for at in range(1 + number % 2):
            data = hashlib.sha256(f"{number}-{at}".encode()).digest() * (1 + number * 37 % 200)
            message.add_attachment(data, maintype="application", subtype="octet-stream", filename=NAMES[(number + at) % 6])
    return message


def plain(message):
    part = message.get_body(("plain",))
    return part.get_content()


sources = folder / "in"
sources.mkdir(parents=True)
box = mailbox.mbox(sources / "all.mbox")
for number in range(90):
    box.add(mailbox.mboxMessage(email.message_from_bytes(make(number).as_bytes())))
box.close()
for number in range(90, 120):
    (sources / f"{number:03}.eml").write_bytes(make(number).as_bytes())
rows = [[f"C-{n}", f"姓{n}", f'名"{n}"\nと改行', f"person{n}@example.com", "a,b"] for n in range(500)]
for name, charset in [("contacts.csv", "utf-8-sig"), ("contacts_sjis.csv", "cp932")]:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["ContactExtId", "Last Name", "First Name", "Email", "Description"])
    writer.writerows([[row[0] + charset[:1], *row[1:]] for row in rows])
    (sources / name).write_bytes(text.getvalue().encode(charset))

# What the program lists is what Python reads.
listed = subprocess.run([program, "list", str(sources)], capture_output=True, check=True).stdout.decode()
lines = [json.loads(line) for line in listed.splitlines()]
mails = {line["message_id"]: line for line in lines if "message_id" in line}
# Python's reader leaves the quoting of "From " lines that its writer makes.
read = [email.message_from_bytes(raw.as_bytes().replace(b"\n>From ", b"\nFrom "), policy=email.policy.default) for raw in mailbox.mbox(sources / "all.mbox")]
read += [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in sorted(sources.glob("*.eml"))]
assert len(read) == len(mails) == 120, (len(read), len(mails))
for message in read:
    line = mails[message["Message-ID"].strip("<> ")]
    assert line["subject"] == message["Subject"], (line["subject"], message["Subject"])
    for field in ("from", "to", "cc"):
        expected = [(name, address) for name, address in getaddresses([str(v) for v in message.get_all(field, [])])]
        found = [(person["name"], person["address"]) for person in line[field]]
        assert found == expected, (field, found, expected)
    date = parsedate_to_datetime(message["Date"]).astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert line["date"] == date, (line["date"], date)
    assert line["text"].replace("\r\n", "\n").strip() == plain(message).replace("\r\n", "\n").strip(), line["text"]
    files = [(part.get_filename(), part.get_payload(decode=True)) for part in message.iter_attachments()]
    expected = [(name, len(data), hashlib.sha256(data).hexdigest()) for name, data in files]
    found = [(file["name"], file["bytes"], file["sha256"]) for file in line["attachments"]]
    assert found == expected, (found, expected)
fields = [line["fields"] for line in lines if "fields" in line and line["source"].endswith("contacts_sjis.csv")]
assert fields == [[row[0] + "c", *row[1:]] for row in rows]

# What is packed is what was read.
out = folder / "out"
run = subprocess.run([program, "pack", str(sources), "--out", str(out), "--option", f"own-address={OWN}"], capture_output=True)
assert run.returncode == 0, (run.returncode, run.stderr.decode(), run.stdout.decode()[:2000])
document = json.loads(run.stdout)
tables, attached = {}, {}
for bundle in document["bundles"]:
    raw = (out / bundle["name"]).read_bytes()
    assert len(raw) == bundle["bytes"] and hashlib.sha256(raw).hexdigest() == bundle["sha256"]
    archive = zipfile.ZipFile(io.BytesIO(raw))
    assert archive.testzip() is None
    assert [info.filename for info in archive.infolist()] == [entry["name"] for entry in bundle["entries"]]
    for entry in bundle["entries"]:
        content = archive.read(entry["name"])
        assert len(content) == entry["bytes"]
        if "/" in entry["name"]:
            attached[entry["name"]] = content
            continue
        table = list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""), strict=True))
        assert len(table) == entry["records"], entry
        tables.setdefault(entry["name"].rsplit("_", 1)[0], []).extend(table)
threads, tickets = tables["Threads"], tables["Tickets"]
assert len(threads) == 120
assert sorted(t["Content"].replace("\r\n", "\n").strip() for t in threads) == sorted(
    plain(m).replace("\r\n", "\n").strip() for m in read)
out_count = sum(OWN in m["From"] for m in read)
assert sum(t["Direction"] == "Out" for t in threads) == out_count
answers = sum(m["In-Reply-To"] is not None for m in read)
assert len(tickets) == 120 - answers, len(tickets)
ids = {t["TicketExtId"] for t in tickets}
contacts = {c["ContactExtId"] for c in tables["Contacts"]}
assert {t["TicketExtId"] for t in threads} == ids and {t["ContactExtId"] for t in tickets} <= contacts
# Both files name the same 500 people: one contact for each address.
assert len(tables["Contacts"]) == 500 + len({a for m in read for _, a in getaddresses([m["From"], m["To"]]) if a != OWN})
expected = sorted((part.get_filename(), hashlib.sha256(part.get_payload(decode=True)).hexdigest())
                  for m in read for part in m.iter_attachments())
assert sorted((a["File Name"], a["SHA-256"]) for a in tables["Attachments"]) == expected
for row in tables["Attachments"]:
    content = attached.pop(row["File Path"])
    assert hashlib.sha256(content).hexdigest() == row["SHA-256"] and len(content) == int(row["Size"])
assert not attached, f"files without a row: {list(attached)}"
ledger = {key: sum(line[key] for line in document["ledger"]) for key in ("read", "packed", "duplicate")}
assert ledger == {"read": 120 + 1000, "packed": 120 + 500, "duplicate": 500}, ledger
