"""The small readers: mutt, formail and mblaze, each asked for every message of a mailbox in its order, byte for byte."""
import os, subprocess, tempfile
from pathlib import Path

from dovecot import date

MUTT = """set mbox_type=mbox folder=. header_cache="" tmpdir=. sort=mailbox-order pipe_split=yes pipe_decode=no
set wait_key=no confirmappend=no confirmcreate=no move=no quit=yes delete=no copy=no mark_old=no charset=utf-8
"""


def place(folder):
    return Path(tempfile.mkdtemp(dir=folder, prefix="reader-"))


def run(command, where, stdin=None):
    env = {"PATH": os.environ["PATH"], "HOME": str(where), "TERM": "xterm", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, cwd=where, env=env, capture_output=True, timeout=120,
                          stdin=open(stdin, "rb") if stdin else subprocess.DEVNULL)
    assert done.returncode == 0, (command, done.stdout[-500:], done.stderr[-500:])
    return done.stdout


def without_border(raw):
    return raw.partition(b"\n")[2] if raw.startswith(b"From ") else raw


def numbered(where):
    return [without_border(path.read_bytes()) for path in sorted(where.iterdir())]


def mutt_does(keys, box, where, settings=""):
    """Presses keys in mutt, which wants a terminal: `script` has one."""
    (where / "rc").write_text(MUTT + settings)
    mutt = f"mutt -n -F rc -f '{box}' -e 'push \"{keys}\"'"
    run(["script", "-qec", mutt, "/dev/null"], where)


def mutt(box, folder):
    where = place(folder)
    (where / "out").mkdir()
    script = where / "keep"
    script.write_text("#!/bin/sh\ncat > $(printf out/%06d $(ls out | wc -l))\n")
    script.chmod(0o755)
    mutt_does("<tag-pattern>~A<enter><tag-prefix><pipe-message>./keep<enter><exit>", box, where,
              "set read_only=yes\n" + "set sort=date\n" * box.is_dir())
    return numbered(where / "out")


def formail(box, folder):
    where = place(folder)
    run(["formail", "-s", "sh", "-c", "cat > $FILENO"], where, stdin=box)
    return numbered(where)


def maildir(path):
    for name in ("cur", "new", "tmp"):
        (path / name).mkdir(parents=True, exist_ok=True)
    return path


def mblaze_files(paths):
    """What mblaze makes of files of one message each: it must find the id in the header."""
    ids = run(["mhdr", "-h", "message-id", *map(str, paths)], ".").decode().split()
    raws = [Path(path).read_bytes() for path in paths]
    assert len(ids) == len(raws) and all(it.strip("<>").encode() in raw for it, raw in zip(ids, raws)), ids
    return raws


def mblaze_maildir(path, folder):
    paths = run(["mlist", str(path)], folder).decode().splitlines()
    return sorted(mblaze_files(paths), key=date)


def mblaze_mbox(box, folder):
    return [Path(path).read_bytes() for path in run(["mdeliver", "-v", "-M", str(maildir(place(folder)))], folder, stdin=box).decode().splitlines()]


# Reader → whether it leaves the `>` of an mboxrd where they are.
MBOX_READERS = {"mutt": (mutt, True), "formail": (formail, True), "mblaze": (mblaze_mbox, False)}
MAILDIR_READERS = {"mutt": mutt, "mblaze": mblaze_maildir}
