"""What the programs write themselves is dropped in, listed and packed: every message, in its folder, with its flags and bytes."""
import json, re, shutil, subprocess
from pathlib import Path

import dovecot, small, thunderbird
from made_mail import canon, make, message_id, quoted, unquoted, write_maildir


def listed(program, path):
    run = subprocess.run([program, "list", path], capture_output=True, text=True)
    assert run.returncode in (0, 1), run.stderr
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    return [line for line in lines if "message_id" in line]


def mboxo(raw):
    """Quoted as programs do that only know one level: it cannot be undone without loss."""
    head, _, body = raw.partition(b"\n\n")
    return head + b"\n\n" + re.sub(rb"^From ", b">From ", body, flags=re.M)


class Back:
    def __init__(self, program, folder, pack):
        self.program, self.folder, self.pack = program, folder, pack

    def check(self, what, path, expected, was=lambda raw: raw, deleted=0):
        """`expected`: folder → (messages, flags). `was`: what the program makes of a message; what came must be that."""
        lines = listed(self.program, path)
        for name, (messages, flags) in expected.items():
            of = [line for line in lines if line["folder"] == name and "deleted" not in line["flags"]]
            ids = sorted(line["message_id"].strip("<>") for line in of)
            assert ids == sorted(map(message_id, messages)), (what, name, ids)
            assert all(set(line["flags"]) == flags for line in of), (what, name, of[0]["flags"])
        gone = [line for line in lines if "deleted" in line["flags"]]
        assert len(gone) == deleted and len(lines) - deleted == sum(len(it) for it, _ in expected.values()), (what, len(lines))
        _, unpacked = self.pack(path, "eml-archive")
        found = sorted((message_id(it), canon(it)) for it in (file.read_bytes() for file in unpacked.rglob("*.eml")))
        wanted = sorted((message_id(it), canon(was(it))) for messages, _ in expected.values() for it in messages)
        assert found == wanted, (what, [pair for pair in zip(found, wanted) if pair[0] != pair[1]][:2])
        print(f"  back from {what}")


def backwards(program, folder, wanted, pack):
    back = Back(program, folder, pack)
    work, odd = wanted["Inbox/仕事"], wanted["Kept/Odd"]
    from_dovecot(back, work, odd)
    from_mutt(back, work + odd)
    from_formail(back, work + odd)
    from_thunderbird(back, work, odd)
    counted(back, folder)


def from_dovecot(back, work, odd):
    for kind in ("maildir", "mbox"):
        root = back.folder / "written" / {"maildir": "Maildir", "mbox": "mail"}[kind]
        with dovecot.Dovecot(back.folder, kind, root) as mail:
            mail.write("INBOX", work + odd[:1], ["\\Seen"])
            mail.write(dovecot.utf7("仕事"), odd, ["\\Answered", "\\Flagged"])
            mail.mark("INBOX", len(work) + 1, "\\Deleted")
        # Its control files are not mail.
        expected = {"INBOX": (work, {"seen"}), "仕事": (odd, {"answered", "flagged"})}
        # In an mbox it quotes nothing: its Content-Length alone says what is text. Ours takes the `>` off all the same.
        back.check(f"Dovecot, {kind}", root, expected, unquoted if kind == "mbox" else lambda raw: raw, deleted=1)


def from_mutt(back, messages):
    source = back.folder / "mutt-source"
    write_maildir(source, messages)
    for kind, was in (("mbox", lambda raw: unquoted(mboxo(raw))), ("Maildir", lambda raw: raw)):
        where = small.place(back.folder)
        (where / "out").mkdir()
        target = "out/Saved"
        small.mutt_does(f"<tag-pattern>~A<enter><tag-prefix><copy-message>{target}<enter><exit>", source, where,
                        f"set mbox_type={kind}\n")
        back.check(f"mutt, {kind}", where / "out", {"Saved": (messages, {"seen", "flagged"})}, was)


def from_formail(back, messages):
    out = back.folder / "formail"
    out.mkdir()
    with open(out / "Box", "wb") as box:
        for raw in messages:
            box.write(subprocess.run(["formail"], input=raw, capture_output=True, check=True).stdout)
    back.check("formail", out, {"Box": (messages, set())}, lambda raw: unquoted(mboxo(raw)))


def from_thunderbird(back, work, odd):
    emls = []
    for at, raw in enumerate(work + odd):
        emls.append(back.folder / f"{at}.eml")
        emls[-1].write_bytes(raw.replace(b"\n", b"\r\n"))
    mail = thunderbird.Thunderbird(back.folder / "written-profile")
    with mail:
        mail.import_files("仕事", emls)
        assert mail.remove_first("仕事", len(emls)) == len(emls) - 1
    gone = message_id((work + odd)[0])
    left = [raw for raw in work + odd if message_id(raw) != gone]
    back.check("Thunderbird, a profile", back.folder / "written-profile" / "Mail", {"仕事": (left, {"seen"})}, deleted=1)


def counted(back, folder):
    """Mailboxes that programs disagree about: there is one right number of mails in each."""
    mails = [make(900 + at, "guest@example.com", 1 + at).partition(b"\n\n")[0] + b"\n\nbody\n" for at in range(3)]
    asctime = b"From guest@example.com Thu Mar  5 00:00:00 2026\n"

    def box(line=asctime, between=b"\n"):
        return b"".join(line + mail + between for mail in mails)

    inner = b"\nFrom here on text\nFrom x@example.jp Mon Jan  5 10:00:00 2026\nmore text\n"
    lengths = b"".join(asctime + b"Content-Length: %d\n" % len(b"body\n" + inner) + mail + inner + b"\n" for mail in mails)
    right = {
        "bare From": box(b"From \n"), "From -": box(b"From - \n"), "From - and date": box(b"From - Thu Mar  5 00:00:00 2026\n"),
        "Takeout": box(b"From 1790000000000000000@xxx Thu Mar 05 00:00:00 +0000 2026\n"), "no blank line": box(between=b""),
        "From lines in the text": b"".join(asctime + mail + inner + b"\n" for mail in mails), "Content-Length": lengths,
        "CRLF": box().replace(b"\n", b"\r\n"), "BOM": b"\xef\xbb\xbf" + box(), "CR alone": box().replace(b"\n", b"\r"),
        "text before": b"some words\n\n" + box(),
    }
    for name, raw in right.items():
        path = folder / "counted.mbox"
        path.write_bytes(raw)
        ids = [line["message_id"].strip("<>") for line in listed(back.program, path)]
        assert ids == [message_id(mail) for mail in mails], (name, ids)
    print(f"  {len(right)} mailboxes that programs disagree about")
