"""Dovecot's own IMAP process on a pipe, as a user of its own: no service, no port."""
import collections, email.utils, imaplib, os, re, shutil, time
from datetime import datetime

IMAP = "/usr/lib/dovecot/imap"
# Dovecot reads no mail as root.
NOBODY = 65534
Message = collections.namedtuple("Message", "raw flags received")


class Dovecot:
    def __init__(self, folder, kind, root):
        """`kind`: maildir or mbox."""
        self.root = root
        config = folder / f"dovecot-{kind}.conf"
        location = f"maildir:{root}" if kind == "maildir" else f"mbox:{root}:INBOX={root}/INBOX"
        config.write_text(f"base_dir = {folder}/run\nmail_location = {location}\nssl = no\n"
                          "first_valid_uid = 1\nfirst_valid_gid = 1\nmbox_write_locks = fcntl\n"
                          "namespace inbox {\n  inbox = yes\n  separator = /\n}\n")
        home = folder / "home"
        home.mkdir(exist_ok=True)
        self.log = folder / "dovecot.log"
        self.command = f"env -i HOME={home} USER=nobody {IMAP} -c {config} 2>>{self.log}"
        root.mkdir(parents=True, exist_ok=True)
        if os.getuid() == 0:
            self.command = f"setpriv --reuid={NOBODY} --regid={NOBODY} --clear-groups {self.command}"
            for path in [home, root, *root.rglob("*")]:
                shutil.chown(path, NOBODY, NOBODY)
            folder.chmod(0o755)

    def __enter__(self):
        try:
            self.imap = imaplib.IMAP4_stream(self.command)
        except imaplib.IMAP4.error as error:
            raise AssertionError(f"Dovecot: {self.log.read_text()[-1000:]}") from error
        assert self.imap.state == "AUTH", self.imap.welcome
        return self

    def __exit__(self, *_):
        self.imap.logout()

    def told(self, answer):
        kind, data = answer
        assert kind == "OK", answer
        return data

    def folders(self):
        return [re.search(rb'"/" "?([^"]*)"?$', line)[1].decode() for line in self.told(self.imap.list('""', "*"))]

    def read(self, name):
        count = int(self.told(self.imap.select(f'"{name}"', readonly=True))[0])
        if count == 0:
            return []
        data = self.told(self.imap.fetch("1:*", "(FLAGS INTERNALDATE BODY.PEEK[])"))
        found = []
        for line, raw in (it for it in data if isinstance(it, tuple)):
            flags = {flag.decode() for flag in re.search(rb"FLAGS \(([^)]*)\)", line)[1].split()}
            received = re.search(rb'INTERNALDATE "([^"]*)"', line)[1].decode().strip()
            found.append(Message(raw, flags, int(datetime.strptime(received, "%d-%b-%Y %H:%M:%S %z").timestamp())))
        assert len(found) == count, (name, len(found), count)
        return found

    def write(self, name, messages, flags=()):
        self.imap.create(f'"{name}"')
        for raw in messages:
            self.told(self.imap.append(f'"{name}"', " ".join(flags), imaplib.Time2Internaldate(date(raw)), raw.replace(b"\n", b"\r\n")))

    def mark(self, name, number, flag):
        self.told(self.imap.select(f'"{name}"'))
        self.told(self.imap.store(str(number), "+FLAGS", flag))


def date(raw):
    return int(email.utils.parsedate_to_datetime(re.search(rb"^Date: (.*)$", raw, flags=re.M)[1].decode().strip()).timestamp())


def utf7(name):
    """RFC 3501 §5.1.3, by Python's own UTF-7."""
    return re.sub(r"[^\x20-\x7e]+", lambda it: "&" + it[0].encode("utf-7")[1:-1].decode().replace("/", ",") + "-", name.replace("&", "&-"))
