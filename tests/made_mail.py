"""Invented mail in every shape it comes in: what tests/mailboxes.py (Python's own readers) and tests/clients/ (the programs
people have) pack and read again, and what each of them must find.
"""
import hashlib, random, re, zipfile
from pathlib import Path

OWN = "support@shop.example.jp"
# What a mail program notes of a message, or of the mailbox it lay in.
DROPPED = {"content-length", "x-uid", "x-imap", "x-imapbase", "x-keywords", "status", "x-status", "x-mozilla-status",
           "x-mozilla-status2", "x-mozilla-keys", "lines"}
NASTY = ["From here on it is text.", ">From a quoted one", ">>From twice", "From: not a field", "", "", ".", " From", "終わり",
         "From a@example.jp Mon Jan  5 10:00:00 2026", "From - Mon Jan  5 10:00:00 2026\nSubject: no border\nTo: b@example.jp\n",
         "Status: RO", "x" * 2000]


def make(number, sender, day, more="", chance=random.Random(4155)):
    """One message with LF line ends; the time of day grows with the number."""
    lines = [f"Return-Path: <{sender}>", f"Message-ID: <{number}@mail.example.jp>", f"From: {sender}", f"To: {OWN}",
             f"Date: {day:02} Mar 2026 {number % 24:02}:{number % 60:02}:00 +0900", f"Subject: Nr. {number}"]
    body = [f"body {number}"] + [chance.choice(NASTY) for _ in range(chance.randrange(12))] + ["end"]
    return (more + "\n".join(lines) + "\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n"
            + "\n".join(body) + "\n").encode()


def guests(start, count, more=""):
    return [make(start + at, f"guest{at}@example.com", 1 + (at * 11) % 27, more) for at in range(count)]


def odd():
    """Mail that is right, but unlike the rest: charsets, parts, folded fields, a header alone, blank lines at the end."""
    def head(number, more):
        return (f"Message-ID: <{number}@mail.example.jp>\nFrom: guest@example.com\nTo: {OWN}\n"
                f"Date: {number % 100 + 1:02} Mar 2026 09:00:00 +0900\n{more}").encode()
    part = b"--=_b\nContent-Type: %b\nContent-Transfer-Encoding: %b\n\n%b\n"
    jis = "見積のお願い\n\nFrom の行\n".encode("iso-2022-jp")
    mixed = (part % (b"text/plain; charset=iso-2022-jp", b"7bit", jis)
             + part % (b'application/octet-stream; name="a.bin"', b"base64", b"AAEC" * 19 + b"\n" + b"/w==")
             + part % (b"message/rfc822", b"8bit", b"From: inner@example.com\nSubject: inner\n\nFrom inside\n") + b"--=_b--\n")
    return [
        head(700, "Subject: =?iso-2022-jp?B?GyRCOCtAUSROJCo0ahsoQg==?=\nContent-Type: text/plain; charset=iso-2022-jp\n\n") + jis,
        head(701, 'Subject: parts\nMIME-Version: 1.0\nContent-Type: multipart/mixed;\n boundary="=_b"\n\n') + mixed,
        head(702, "Subject: raw bytes\nContent-Type: text/plain; charset=shift_jis\n\n") + "表示と機能、From 機種\n".encode("cp932"),
        head(703, "References:" + "".join(f"\n <{at}@example.com>" for at in range(300)) + "\nSubject: folded\n\n") + b"From x\n",
        head(704, "Subject: blank lines behind\n\n") + b"text\n\n\n\n",
        head(705, "Subject: a header alone\n\n"),
        head(706, "Subject: blank lines before\n\n\n\n") + b"From text on\n>From\n>From \nFrom \n",
    ]


def canon(raw):
    """What must be the same before and after: line ends, trailing blank lines and fields about the mailbox left out."""
    head, _, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    fields = [f for f in re.split(rb"\n(?![ \t])", head) if f.partition(b":")[0].strip().lower().decode() not in DROPPED]
    return hashlib.sha256(b"\n".join(fields).rstrip(b"\n") + b"\n\n" + body.rstrip(b"\n")).hexdigest()


def message_id(raw):
    return re.search(rb"^Message-ID: <(.*)>", raw, flags=re.M)[1].decode()


def quoted(raw):
    """As in an mboxrd."""
    head, _, body = raw.partition(b"\n\n")
    return head + b"\n\n" + re.sub(rb"^(>*From )", rb">\1", body, flags=re.M)


def unquoted(raw):
    return re.sub(rb"^>(>*From )", rb"\1", raw, flags=re.M)


def mbox(path, messages, line=b"From someone@example.jp Thu Mar  5 00:00:00 2026", end=b"\n"):
    path.parent.mkdir(parents=True, exist_ok=True)
    text = b"".join(line + b"\n" + quoted(m) + b"\n" for m in messages)
    path.write_bytes(text.replace(b"\n", end))


def by_time(messages):
    def key(raw):
        day, hours, minutes = re.search(rb"^Date: (\d\d) Mar 2026 (\d\d):(\d\d)", raw, flags=re.M).groups()
        return int(day), int(hours), int(minutes)
    assert len(set(map(key, messages))) == len(messages), "the order would be a matter of taste"
    return sorted(messages, key=key)


def sources(folder):
    """Writes a tree of sources, and gives what must come of it: folder → its messages by time."""
    inbox = guests(0, 40, "X-Mozilla-Status: 0001\nContent-Length: 7\n")
    work, sent = guests(100, 15), [make(200 + at, OWN, 1 + at, "Status: RO\nX-UID: 9\n") for at in range(9)]
    crlf, emls, zipped, maildir = guests(300, 11), guests(400, 7), guests(500, 8), guests(600, 6)
    mbox(folder / "Inbox", inbox)
    mbox(folder / "Inbox.sbd" / "仕事", work, line=b"From - ")
    mbox(folder / "Sent", sent, line=b"From ")
    # The last five are there twice.
    mbox(folder / "Old.mbox", crlf + inbox[:5], end=b"\r\n")
    # Its folder holds no mail of its own.
    mbox(folder / "Kept.sbd" / "Odd", odd())
    for at, raw in enumerate(emls):
        path = folder / "取引先 A" / f"{at}.eml"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(raw.replace(b"\n", b"\r\n"))
    with zipfile.ZipFile(folder / "Notes.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for at, raw in enumerate(zipped):
            archive.writestr(f"{at}.eml", raw)
    write_maildir(folder / "Maildir" / ".Later", maildir)
    boxes = {"Inbox": inbox, "Inbox/仕事": work, "Sent": sent, "Old": crlf, "Kept/Odd": odd(), "取引先 A": emls, "Notes": zipped,
             "Later": maildir}
    return {name: by_time(messages) for name, messages in boxes.items()}


def write_maildir(path, messages):
    for name in ("cur", "new", "tmp"):
        (path / name).mkdir(parents=True)
    for at, raw in enumerate(messages):
        (path / "cur" / f"{1_700_000_000 + at}.M{at}.mail:2,FS").write_bytes(raw)
