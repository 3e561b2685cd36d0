"""Thunderbird without a screen: a profile of its own whose Local Folders are what we packed, spoken to by Marionette
(its remote protocol: `length:json` on a local socket)."""
import base64, collections, json, os, socket, subprocess, time
from pathlib import Path

PREFS = {
    "mail.accountmanager.accounts": "account1", "mail.account.account1.server": "server1",
    "mail.accountmanager.localfoldersserver": "server1", "mail.server.server1.type": "none",
    "mail.server.server1.hostname": "Local Folders", "mail.server.server1.name": "Local Folders",
    "mail.server.server1.userName": "nobody", "mail.server.server1.directory-rel": "[ProfD]Mail/Local Folders",
    "mail.server.server1.storeContractID": "@mozilla.org/msgstore/berkeleystore;1",
    # It asks nobody for anything.
    "network.manage-offline-status": False, "network.online": False, "network.proxy.type": 1, "network.proxy.http": "127.0.0.1",
    "network.proxy.ssl": "127.0.0.1", "network.proxy.http_port": 9, "network.proxy.ssl_port": 9, "app.update.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False, "mail.shell.checkDefaultClient": False,
    "mailnews.start_page.enabled": False, "mail.spotlight.enable": False, "mailnews.database.global.indexer.enabled": False,
}
Message = collections.namedtuple("Message", "raw seen flagged")


def version():
    return subprocess.run(["thunderbird", "--version"], capture_output=True, text=True, check=True).stdout.strip()


class Thunderbird:
    def __init__(self, profile):
        self.profile, self.local, self.number = profile, profile / "Mail" / "Local Folders", 0
        self.local.mkdir(parents=True)

    def __enter__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        lines = [f"user_pref({json.dumps(key)}, {json.dumps(value)});\n" for key, value in (PREFS | {"marionette.port": port}).items()]
        (self.profile / "user.js").write_text("".join(lines))
        command = ["thunderbird", "--headless", "--no-remote", "--profile", self.profile, "--marionette", "--remote-allow-system-access"]
        self.log = open(self.profile / "log", "wb")
        env = os.environ | {"HOME": str(self.profile), "MOZ_HEADLESS": "1"}
        self.process = subprocess.Popen(command, env=env, stdout=self.log, stderr=self.log)
        for _ in range(240):
            assert self.process.poll() is None, f"Thunderbird ended; see {self.log.name}"
            try:
                self.socket = socket.create_connection(("127.0.0.1", port), timeout=300)
                break
            except OSError:
                time.sleep(0.5)
        self.stream = self.socket.makefile("rwb")
        self.answer()
        self.command("WebDriver:NewSession", {})
        self.command("Marionette:SetContext", {"value": "chrome"})
        self.command("WebDriver:SetTimeouts", {"script": 240_000})
        return self

    def __exit__(self, *_):
        try:
            self.command("Marionette:Quit", {"flags": ["eAttemptQuit"]})
            self.process.wait(60)
        finally:
            if self.process.poll() is None:
                self.process.kill()
            self.log.close()

    def answer(self):
        length = b""
        while not length.endswith(b":"):
            byte = self.stream.read(1)
            assert byte, "Thunderbird hung up"
            length += byte
        return json.loads(self.stream.read(int(length[:-1])))

    def command(self, name, values):
        self.number += 1
        text = json.dumps([0, self.number, name, values]).encode()
        self.stream.write(b"%d:%s" % (len(text), text))
        self.stream.flush()
        _, _, error, value = self.answer()
        assert error is None, error
        return value

    def do(self, what, values=None):
        script = Path(__file__).with_name("thunderbird.js").read_text()
        value = self.command("WebDriver:ExecuteAsyncScript", {"script": script, "args": [what, values or {}], "newSandbox": True})["value"]
        assert not (isinstance(value, dict) and "error" in value), value
        return value

    def read(self):
        """Folder → its messages in their order, as Thunderbird gives their source."""
        found = self.do("read")
        return {name: [Message(base64.b64decode(it["raw"]), it["seen"], it["flagged"]) for it in of] for name, of in found.items()}

    def import_files(self, name, paths):
        return self.do("import", {"name": name, "files": [str(path) for path in paths]})

    def remove_first(self, name, before):
        return self.do("remove", {"name": name, "before": before})
