"""Holds check_bundle.py to its word: a good run is found good, and a run with one rule broken is found out by that rule.

    python3 tests/check_bundle_spoil.py      ends with an error at the first spoiled bundle that passes
"""
import csv, hashlib, io, os, sys, tempfile, warnings, zipfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from check_bundle import ASSISTED, RULES, WIZARD, Run, columns

WHEN = "2026-11-10T09:00:00.000Z"
FILE = "Attachments/T-1/1-納品書.pdf"
CONTENT = b"%PDF-1.4 invented"


def good():
    """Tab → rows by column; enough of each tab that every rule has something to look at."""
    return {
        "Agents": [{"agentExtId": "A-1", "Last Name": "佐藤", "Email": "a.sato@shop.example.jp"}],
        "Accounts": [{"AccountExtId": "K-1", "Account Name": "株式会社みどり"}],
        "Contacts": [{"ContactExtId": "C-1", "Last Name": "青木", "Email": "aoki@example.jp", "AccountExtId": "K-1"}],
        "Tickets": [{"TicketExtId": "T-1", "ContactExtId": "C-1", "Subject": '見積"の", 件\r\n二行目', "Created Time": WHEN,
                     "Closed Time": WHEN, "Status": "Closed", "Agent Email": "a.sato@shop.example.jp"},
                    {"TicketExtId": "T-2", "ContactExtId": "C-1", "Subject": "あ" * 255, "Description": "い" * 32_000,
                     "Phone": "0" * 30}],
        "Threads": [{"ThreadExtId": "H-1", "TicketExtId": "T-1", "Content": "NULL", "SendDateTime": WHEN, "ReceivedTime": WHEN,
                     "Sender Email": "aoki@example.jp", "Direction": "In", "isPrivate": "False",
                     "FromEmailAddress": "aoki@example.jp", "To": "a..b.@docomo.example.jp, x@例え.example.jp"},
                    {"ThreadExtId": "H-2", "TicketExtId": "T-1", "Content": "x", "SendDateTime": WHEN, "ReceivedTime": WHEN,
                     "Sender Email": "aoki@example.jp", "Direction": "Out", "isPrivate": "True",
                     "FromEmailAddress": "aoki@example.jp"}],
        "Comments": [{"CommentExtId": "M-1", "TicketExtId": "T-1", "Content": "済", "isPublic": "False"}],
        "Attachments": [{"AttachmentExtId": "F-1", "TicketExtId": "T-1", "ThreadExtId": "H-1", "File Name": "納品書.pdf",
                         "File Path": FILE, "Size": str(len(CONTENT)), "SHA-256": hashlib.sha256(CONTENT).hexdigest()}],
    }


def good_wizard():
    return {
        "Accounts": [{"External ID": "K-1", "Account Name": "株式会社みどり"}],
        "Contacts": [{"External ID": "C-1", "Last Name": "青木", "Email": "aoki@example.jp"}],
        "Tickets": [{"External ID": "T-1", "Subject": "件名", "Contact Email": "aoki@example.jp", "Status": "Open"},
                    {"External ID": "T-2", "Subject": "件名", "Status": "Closed"}],
    }


def header(tab, known):
    """The vendor's columns, all of them, in order."""
    return list(columns(known[tab]))


def part(names, rows):
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(names)
    writer.writerows([row.get(name, "") for name in names] for row in rows)
    return text.getvalue().encode()


def entries(tables, known=ASSISTED, number="_01"):
    """What a bundle holds: name → bytes, the file before its row as in a stream."""
    made = {}
    for tab in known:
        if tab == "Attachments" and tables.get(tab):
            made[FILE] = CONTENT
        if tables.get(tab):
            made[f"{tab}{number}.csv"] = part(header(tab, known), tables[tab])
    return made


def rules(bundles, destination="zoho-desk", **more):
    """The rules that bundles (name → entries, or bytes) break."""
    with tempfile.TemporaryDirectory() as folder:
        for name, made in bundles.items():
            path = os.path.join(folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            if isinstance(made, bytes):
                with open(path, "wb") as file:
                    file.write(made)
                continue
            with zipfile.ZipFile(path, "w") as archive:
                for entry, content in made if isinstance(made, list) else made.items():
                    archive.writestr(entry, content)
        inside = lambda names: [os.path.join(folder, name) for name in names]
        for key in ("before", "pilot_of"):
            more[key] = inside(more.get(key, ()))
        paths = inside(more.pop("paths", [""]))
        return [problem["rule"] for problem in Run(destination, paths, **more).check()]


def main():
    seen = set()

    def check(what, found, expected):
        assert found == expected, f"{what}: found {found}, not {expected}"
        seen.update(expected)

    def spoiled(rule, change, **more):
        """`change` gets the tables, or the entries made of good ones; one rule is to be found, whatever else follows."""
        tables = good()
        made = change(tables) or entries(tables)
        found = rules({"zoho-desk_01.zip": made}, **more)
        check(rule, sorted(set(found)), [rule])

    def wizard(rule, change, **more):
        tables = good_wizard()
        made = change(tables) or entries(tables, WIZARD, "")
        check(rule, sorted(set(rules({"zoho-desk-import_01.zip": made}, "zoho-desk-import", **more))), [rule])

    def put(tab, column, value, at=0):
        return lambda tables: tables[tab][at].update({column: value})

    def entry(name, change):
        """Changes the bytes of one entry; None: takes it out."""
        def changed(tables):
            made = entries(tables)
            made[name] = change(made.get(name, b""))
            return {key: content for key, content in made.items() if content is not None}
        return changed

    # What is good.
    whole = entries(good())
    check("good", rules({"zoho-desk_01.zip": whole}), [])
    check("good", rules({"zoho-desk-import_01.zip": entries(good_wizard(), WIZARD, "")}, "zoho-desk-import"), [])
    plain = {name: content for name, content in whole.items() if "/" not in name and name != "Attachments_01.csv"}
    check("plain", rules({name: plain[name] for name in list(plain)[-5:]}, there={"Contacts": ["C-1"]}), [])
    two = {"zoho-desk_01.zip": {n: c for n, c in whole.items() if n < "B"} | {"Tickets_01.csv": whole["Tickets_01.csv"]},
           "zoho-desk_02.zip": {"Tickets_02.csv": part(header("Tickets", ASSISTED), [{"TicketExtId": "T-3", "ContactExtId": "C-1",
                                                                                     "Subject": "x"}])}}
    two["zoho-desk_01.zip"] = {n: two["zoho-desk_01.zip"][n] for n in ("Agents_01.csv", "Accounts_01.csv", "Tickets_01.csv")}
    check("parts", rules(two, there={"Contacts": ["C-1"]}), [])
    short = good()
    for thread in short["Threads"]:
        thread.update({"SendDateTime": "2026-11-10T09:00.000Z", "ReceivedTime": "2026-11-10T09:00.000Z"})
    check("no seconds", rules({"zoho-desk_01.zip": entries(short)}), [])
    check("carried", rules({"zoho-desk_01.zip": whole | {"Products_01.csv": part(["ProductExtId", "Product Name", "色"],
                                                         [{"ProductExtId": "P-1", "Product Name": "x"}])}},
                           expect=["column-unknown@Products.色", "tab-order"]), [])

    # Bundles and entries.
    check("unreadable", rules({"zoho-desk_01.zip": b"PK\x03\x04 and no end"}), ["bundle-unreadable"])
    damaged = io.BytesIO()
    with zipfile.ZipFile(damaged, "w") as archive:
        archive.writestr("Agents_01.csv", whole["Agents_01.csv"])
    damaged = damaged.getvalue().replace(b"a.sato", b"b.sato")
    check("crc", rules({"zoho-desk_01.zip": damaged}), ["bundle-unreadable"])
    check("number", rules({"zoho-desk_02.zip": whole}), ["bundle-number"])
    six = {f"zoho-desk_{n:02}.zip": {f"Agents_{n:02}.csv": part(["agentExtId", "Last Name", "Email"], [
        {"agentExtId": f"A-{n}", "Last Name": "x", "Email": "x@example.jp"}])} for n in range(1, 7)}
    check("six", rules(six), ["bundle-count"])
    caps(check, whole)
    spoiled("entry-unknown", entry("Notes_01.csv", lambda _: b"a\r\nb\r\n"))
    spoiled("entry-unknown", entry("Agents.csv", lambda _: whole["Agents_01.csv"]))
    spoiled("entry-unknown", entry("../Agents_01.csv", lambda _: whole["Agents_01.csv"]))
    doubled = list(whole.items()) + [(FILE, CONTENT)]
    check("double", rules({"zoho-desk_01.zip": doubled}), ["entry-double"])
    backwards = {"Contacts_01.csv": whole["Contacts_01.csv"], **{n: c for n, c in whole.items() if n != "Contacts_01.csv"}}
    check("order", set(rules({"zoho-desk_01.zip": backwards})), {"tab-order"})
    spoiled("part-number", lambda tables: {name.replace("Agents_01", "Agents_1" + "0"): c for name, c in entries(tables).items()})
    spoiled("part-empty", entry("Agents_01.csv", lambda _: part(header("Agents", ASSISTED), [])))

    # The form of a part.
    spoiled("byte-order-mark", entry("Agents_01.csv", lambda content: b"\xef\xbb\xbf" + content))
    spoiled("encoding", entry("Accounts_01.csv", lambda content: content.decode().encode("cp932")))
    for change in (lambda c: c.replace(b"\r\n", b"\n"), lambda c: c.replace(b"A-1", b'A"1'), lambda c: c.replace(b"A-1", b'"A-1'),
                   lambda c: c.replace(b"A-1", b'"A-1"x')):
        spoiled("csv-form", entry("Agents_01.csv", change))
    spoiled("row-width", entry("Agents_01.csv", lambda content: content + b"A-2,x,,,x@example.jp\r\n"))

    # Columns.
    names = lambda change: entry("Accounts_01.csv", lambda c: c.replace(*change, 1))
    spoiled("column-missing", names((b"Account Name", b"Name of account")), expect=["column-unknown"])
    spoiled("column-spelling", names((b"Created Time", b"CreatedTime")))
    spoiled("column-unknown", names((b"Fax", b"Telefax")))
    spoiled("column-double", names((b"Fax", b"Phone")))
    spoiled("column-order", names((b"Phone,Email,Fax", b"Fax,Email,Phone")))
    differs = dict(two)
    differs["zoho-desk_02.zip"] = {"Tickets_02.csv": part(["TicketExtId", "ContactExtId", "Subject"], [
        {"TicketExtId": "T-3", "ContactExtId": "C-1", "Subject": "x"}])}
    check("differs", rules(differs, there={"Contacts": ["C-1"]}), ["header-differs"])

    # Values.
    spoiled("value-blank", put("Tickets", "Subject", " "))
    spoiled("value-blank", put("Threads", "Content", ""))
    spoiled("value-blank", put("Contacts", "Last Name", ""))
    spoiled("value-blank", put("Tickets", "ContactExtId", ""))
    spoiled("id-double", put("Threads", "ThreadExtId", "H-1", 1))
    spoiled("reference", put("Tickets", "ContactExtId", "C-9"))
    spoiled("reference", put("Comments", "TicketExtId", "T-9"))
    spoiled("reference", put("Attachments", "ThreadExtId", "H-9"))
    spoiled("date-form", put("Tickets", "Due Date", "2026/11/10 9:00"))
    spoiled("date-form", put("Tickets", "Due Date", "2026-02-30T09:00:00.000Z"))
    spoiled("date-form", put("Tickets", "Due Date", "2026-11-10T09:00.000Z"))
    spoiled("date-form", put("Threads", "SendDateTime", "2026-11-10T09:00:00Z"))
    spoiled("date-mixed", put("Threads", "SendDateTime", "2026-11-10T09:00.000Z"))
    spoiled("closed-before-created", put("Tickets", "Closed Time", "2026-11-10T08:59:59.000Z"))
    spoiled("created-missing", lambda tables: tables["Tickets"][0].update({"Created Time": "", "Closed Time": ""}))
    for column, value in (("Direction", "in"), ("Direction", "受信"), ("isPrivate", "false")):
        spoiled("value-not-allowed", put("Threads", column, value))
    spoiled("value-long", put("Tickets", "Subject", "あ" * 256))
    spoiled("value-long", put("Tickets", "Description", "あ" * 32_001))
    spoiled("value-long", put("Tickets", "Phone", "0" * 31))
    for value in ("山田太郎", "a@b@example.jp", "Aoki <aoki@example.jp>", "aoki@", "aoki@example.jp;b@example.jp", "あ@example.jp"):
        spoiled("address-form", put("Contacts", "Email", value))
    spoiled("address-form", put("Threads", "To", "aoki@example.jp, 山田"))

    # Files.
    for path in ("", "/etc/passwd", "Attachments/../x", "Attachments/T-1/..", "Attachments\\T-1\\x", "Attachments/T-1/a\x07"):
        changed = good()
        changed["Attachments"][0]["File Path"] = path
        made = {path if name == FILE else name: content for name, content in entries(changed).items() if path or name != FILE}
        found = set(rules({"zoho-desk_01.zip": made})) - {"entry-unknown", "file-missing", "file-stray", "value-blank"}
        check(f"file path {path!r}", found, {"file-path"})
    spoiled("file-missing", entry(FILE, lambda _: None))
    spoiled("file-size", put("Attachments", "Size", "3"))
    spoiled("file-sum", put("Attachments", "SHA-256", "0" * 64))
    spoiled("file-stray", entry("Attachments/T-1/2-x.txt", lambda _: b"x"))
    spoiled("file-shared", lambda tables: tables["Attachments"].append({**tables["Attachments"][0], "AttachmentExtId": "F-2"}))
    apart = {"zoho-desk_01.zip": {n: c for n, c in whole.items() if n != "Attachments_01.csv"},
             "zoho-desk_02.zip": {"Attachments_01.csv": whole["Attachments_01.csv"]}}
    check("file in another bundle", rules(apart), ["file-stray", "file-missing"])

    # The wizard.
    wizard("entry-unknown", lambda tables: {**entries(tables, WIZARD, ""), "Threads.csv": whole["Threads_01.csv"]})
    wizard("entry-unknown", lambda tables: entries(tables, WIZARD, "_01"))
    wizard("batch-rows", lambda _: None, batch_rows=3)
    wizard("batch-bytes", lambda _: None, batch_bytes=100)
    wizard("forbidden-character", put("Tickets", "Subject", "1 < 2"))
    wizard("value-not-allowed", put("Tickets", "Status", "保留"))
    wizard("value-blank", put("Tickets", "Status", ""))
    wizard("address-form", put("Tickets", "Ticket Owner", "佐藤"))
    wizard("column-order", lambda tables: {**entries(tables, WIZARD, ""), "Tickets.csv": part(
        ["Subject", "External ID", "Status"], tables["Tickets"])})

    # A second run, a pilot, and what a caller names.
    later = {"zoho-desk_01.zip": {"Threads_01.csv": part(header("Threads", ASSISTED), good()["Threads"])}}
    check("without the first run", rules(later), ["reference", "reference"])
    check("after it, by its receipt", rules(later, there={"Tickets": ["T-1"]}), [])
    check("after it, by its bundles", rules({f"later/{n}": made for n, made in later.items()} | {"first/zoho-desk_01.zip": whole},
                                            paths=["later"], before=["first"]), [])
    check("not broken", rules({"zoho-desk_01.zip": whole}, expect=["value-long"]), ["expected-not-found"])
    pilots(check, whole)
    assert seen == set(RULES), f"never broken: {set(RULES) - seen}"


def caps(check, whole):
    """Sizes are told by the file system: a sparse file, or smaller caps, stand for two gigabytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "zoho-desk_01.zip")
        for size, trial, expected in ((2_000_000_000, False, []), (2_000_000_001, False, ["bundle-bytes"]),
                                      (2_000_000_001, True, ["bundle-bytes", "bundle-total"])):
            with open(path, "wb") as file:
                file.truncate(size)
            run = Run("zoho-desk", [path], trial=trial)
            run.check_caps([path])
            check("caps", [problem["rule"] for problem in run.problems], expected)
        assert Run("zoho-desk", []).caps == (2_000_000_000, 5, 10_000_000_000)


def pilots(check, whole):
    def found(tables):
        bundles = {"pilot/zoho-desk-pilot_01.zip": entries(tables), "whole/zoho-desk_01.zip": whole}
        return sorted(set(rules(bundles, paths=["pilot"], pilot_of=["whole"])))

    tables = good()
    tables["Tickets"].pop()
    check("pilot", found(tables), [])
    tables["Threads"].pop()
    check("child left behind", found(tables), ["pilot-not-whole"])
    tables = good()
    tables["Agents"].clear()
    check("agent left behind", found(tables), ["pilot-not-closed"])
    tables = good()
    for tab in ("Threads", "Comments", "Attachments"):
        tables[tab].clear()
    tables["Tickets"].pop(0)
    check("agent of no ticket", found(tables), ["pilot-not-needed"])
    tables = good()
    tables["Tickets"].append({"TicketExtId": "T-9", "ContactExtId": "C-1", "Subject": "x"})
    check("a ticket from elsewhere", found(tables), ["pilot-foreign"])


warnings.simplefilter("ignore")  # zipfile warns of the double entry that is made on purpose
main()
