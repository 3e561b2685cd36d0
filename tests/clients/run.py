"""Packs invented mail, and has the programs people read mail with read it: every message is there once, in its folder, in its
order, with its flags and every byte. And the other way round: what these programs write is read right by ours.

    python3 tests/clients/run.py PROGRAM FOLDER      (`make test-clients`; the folder is empty)

Ends with an error at the first difference. What a program is known to do otherwise is asserted as it is.
"""
import difflib, os, shutil, subprocess, sys, tempfile, zipfile
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent))
import back, dovecot, small, thunderbird
from made_mail import OWN, canon, message_id, quoted, sources

program, folder = Path(sys.argv[1]).absolute(), Path(sys.argv[2]).absolute()


def pack(source, destination, *options):
    """The ZIPs are unpacked by unzip, as a person would."""
    out = Path(tempfile.mkdtemp(dir=folder, prefix=destination + "-"))
    command = [program, "pack", source, "--destination", destination, "--out", out, "--option", f"own-address={OWN}"]
    command += [word for option in options for word in ("--option", option)]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode in (0, 1), (command, run.stderr)
    unpacked = out / "unpacked"
    unpacked.mkdir()
    for bundle in sorted(out.iterdir()):
        if bundle.suffix == ".zip":
            # Of roundcube and eml-archive each ZIP is a folder.
            place = unpacked / bundle.stem if destination in ("roundcube", "eml-archive") else unpacked
            subprocess.run(["unzip", "-q", bundle, "-d", place], check=True, env=os.environ | {"LC_ALL": "C.UTF-8"})
    return out, unpacked


def same(where, found, expected, is_quoted=False):
    """`is_quoted`: this reader leaves the `>` of an mboxrd where they are."""
    ids = [message_id(raw) for raw in found]
    wanted = [message_id(raw) for raw in expected]
    assert ids == wanted, (where, len(ids), ids, wanted)
    for raw, was in zip(found, expected):
        was = quoted(was) if is_quoted else was
        differing = difflib.unified_diff(was.decode("latin-1").splitlines(), raw.decode("latin-1").splitlines(), n=0, lineterm="")
        assert canon(raw) == canon(was), (where, message_id(was), [line[:100] for line in differing])


def forwards():
    wanted = sources(folder / "in")
    names = {name: name.replace("/", "_") for name in wanted}
    bare = lambda out: {name: next(out.glob(f"[0-9][0-9]_{flat}.mbox")) for name, flat in names.items()}
    boxes = {
        "maildealer": bare(pack(folder / "in", "maildealer")[0]),
        "roundcube": bare(pack(folder / "in", "roundcube", "format=mbox")[0]),
    }
    _, profile = pack(folder / "in", "thunderbird")
    boxes["thunderbird"] = {name: profile / name.replace("/", ".sbd/") for name in wanted}
    _, server = pack(folder / "in", "mail-server", "format=mbox")
    imap = {name: dovecot.utf7(name.replace("Inbox", "INBOX")) for name in wanted}
    boxes["mail-server"] = {name: server / imap[name].replace("/", ".") for name in wanted}
    for destination, of in boxes.items():
        for name, path in of.items():
            for reader, (read, is_quoted) in small.MBOX_READERS.items():
                same((reader, destination, name), read(path, folder), wanted[name], is_quoted)
        print(f"  {destination}: {', '.join(small.MBOX_READERS)}")

    _, maildir = pack(folder / "in", "mail-server", "format=maildir")
    for name, messages in wanted.items():
        path = maildir if name == "Inbox" else maildir / ("." + imap[name].replace("/", "."))
        for reader, read in small.MAILDIR_READERS.items():
            same((reader, name), read(path, folder), messages)
    print(f"  mail-server, Maildir: {', '.join(small.MAILDIR_READERS)}")

    eml, archive = pack(folder / "in", "eml-archive")
    emls = {name: [] for name in wanted}
    for path in sorted(archive.rglob("*.eml")):
        name = next(name for name, flat in names.items() if flat in str(path.parent).replace("/", "_").rsplit("unpacked", 1)[1]
                    and (flat != "Inbox" or "仕事" not in str(path.parent)))
        emls[name].append(path)
    for name, messages in wanted.items():
        same(("mhdr", name), small.mblaze_files(emls[name]), messages)
    print("  eml-archive: mblaze")

    with_dovecot(wanted, boxes, maildir, imap)
    with_thunderbird(wanted, boxes, profile, emls)
    return wanted


def with_dovecot(wanted, boxes, maildir, imap):
    server = boxes["mail-server"]["Inbox"].parent
    for kind, root, quotes in [("maildir", maildir, False), ("mbox", server, True)]:
        # Dovecot writes its index into what it reads.
        copy = folder / f"dovecot-{kind}"
        shutil.copytree(root, copy)
        with dovecot.Dovecot(folder, kind, copy) as mail:
            # An mbox cannot lie within another: sub-folders have a dot in their names.
            names = {name: it.replace("/", "." if kind == "mbox" else "/") for name, it in imap.items()}
            # Where mailboxes have folders below them it lists those that hold only others, too.
            only = [] if kind == "mbox" else ["Kept"]
            assert sorted(mail.folders()) == sorted([*names.values(), *only]), mail.folders()
            for name, messages in wanted.items():
                found = mail.read(names[name])
                found.sort(key=lambda it: it.received)
                same(("dovecot", kind, name), [it.raw for it in found], messages, is_quoted=quotes)
                assert [it.received for it in found] == [dovecot.date(raw) for raw in messages], (kind, name)
                flags = {"\\Seen", "\\Flagged"} if name == "Later" else {"\\Seen"}
                assert all(it.flags - {"\\Recent"} == flags for it in found), (kind, name, found[0].flags)
    print("  mail-server, both forms: Dovecot over IMAP, with flags and times of arrival")


def with_thunderbird(wanted, boxes, profile, emls):
    mail = thunderbird.Thunderbird(folder / "profile")
    shutil.copytree(profile, mail.local, dirs_exist_ok=True)
    for destination in ("maildealer", "roundcube"):
        for name, path in boxes[destination].items():
            shutil.copy(path, mail.local / f"{destination} {name.replace('/', '_')}")
    with mail:
        found = mail.read()
        for name, messages in wanted.items():
            same(("Thunderbird", name), [it.raw for it in found[name]], messages)
            assert all(it.seen for it in found[name]), name
            assert all(it.flagged == (name == "Later") for it in found[name]), name
            for destination in ("maildealer", "roundcube"):
                of = found.pop(f"{destination} {name.replace('/', '_')}")
                same(("Thunderbird", destination, name), [it.raw for it in of], messages)
            assert mail.import_files("EML " + name.replace("/", "_"), emls[name]) == len(messages)
        assert set(found) <= set(wanted) | {"Kept", "Trash", "Unsent Messages"}, sorted(found)
        found = mail.read()
        for name, messages in wanted.items():
            same(("Thunderbird", "eml", name), [it.raw for it in found["EML " + name.replace("/", "_")]], messages)
    print(f"  thunderbird, maildealer, roundcube, eml-archive: {thunderbird.version()}")


wanted = forwards()
back.backwards(program, folder, wanted, pack)
print("ok")
