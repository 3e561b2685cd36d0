"""Checks bundles against the vendor's public rules, knowing nothing of the program that wrote them.

    python3 tests/check_bundle.py zoho-desk|zoho-desk-import FOLDER|BUNDLE… [--expect RULE]…
    python3 tests/check_bundle.py --runs runs.json    many runs at once: a list of objects as `Run` takes them

Read are only the bundles: `*.zip` and plain `*.csv`; the papers beside them are passed over. Every problem is a line of JSON;
exit 1 when there are any. Rules are written down here from the vendor's pages, not taken from destinations/*.toml, so
that a mistake there is seen. Whole parts are held in memory: it is made for the bundles of tests.

Sources (facts as of 2026-11-21; the addresses stand at the head of destinations/zoho-desk*.toml):
  Z-EN   Assisted Data Migration Guide, Z-JA its Japanese twin       Z-THR  migration tips: threads and conversations
  Z-ZW   Zwitch from other services                                  F-EN   standard modules and fields
  W-EN   Importing data in Desk     W-JA  its Japanese version       W-OLD  its older check-list
  W-ID   community post on identifier fields     T-FLIT, T-CHK  third parties, not Zoho
"""
import glob, hashlib, json, os, re, sys, zipfile
from collections import Counter
from datetime import datetime

# Columns in the vendor's order: `*` required, `?` a spelling that no page shows (assumed). Assumed ones may stand anywhere.
ASSISTED = {  # Z-ZW: tabs are processed in this order. Z-EN: files are called like `Agents_XX.csv`.
    # Z-EN, Z-JA: complete. Z-ZW asks for the department, too.
    "Agents": "agentExtId*, Last Name*, First Name, Full Name, Email*, Department?, Status?",
    # Z-EN
    "Accounts": "AccountExtId*, Account Name*, Created Time, Modified Time, Phone, Email, Fax, Website, Industry, Street, "
                "City, Description, Annual Revenue",
    # Z-EN; the name of Email was lost in reading.
    "Contacts": "ContactExtId*, First Name, Last Name*, AccountExtId, Email?, Phone, Created Time, Modified Time, Type, "
                "Mobile, Street, City, State, Country, Zip, Description",
    "Products": "ProductExtId*?, Product Name*?, Description?, Created Time?, Modified Time?",
    # Z-EN; what follows Status, and Email, was not to be read.
    "Tickets": "TicketExtId*, ContactExtId*, Subject*, Description, Email?, Due Date, Created Time, Modified Time, "
               "Closed Time, Status, agentExtId?, Agent Name?, Agent Email?, Department?, Priority?, Channel?, Category?, "
               "Sub Category?, Classification?, ProductExtId?, Phone?, Resolution?, Tags?",
    # Z-THR, in the order of its sample.
    "Threads": "ThreadExtId*, TicketExtId*, Content*, SendDateTime*, ReceivedTime*, Sender Email*, Direction*, isPrivate*, "
               "FromEmailAddress*, To, Cc?, Bcc?, Channel, Content Type?",
    "Comments": "CommentExtId*?, TicketExtId*?, Content*?, Commenter Email?, isPublic?, Created Time?",
    "Attachments": "AttachmentExtId*?, TicketExtId*?, ThreadExtId?, CommentExtId?, File Name*?, File Path*?, Size*?, SHA-256*?",
    "Articles": "ArticleExtId*?, Title*?, Answer*?, Category?, Section?, Author Email?, Status?, Created Time?, Modified Time?",
}
WIZARD = {  # W-EN: tickets, accounts, contacts, products, KB articles; no agents, threads, comments, attachments.
    # W-ID names the columns to match by; F-EN: subject and status are required.
    "Accounts": "External ID*, Account Name*?, Phone?, Email?, Website?, Description?",
    "Contacts": "External ID*, Last Name*, First Name, Email?, Phone, Mobile, Account Name?, Street?, City?, State?, Country?, "
                "Zip?, Description?",
    "Products": "External ID*, Product Name*?, Description?",
    "Tickets": "External ID*, Subject*, Contact Email, Contact Name, Account Name?, Description?, Status*?, Ticket Owner?, "
               "Department?, Created Time?, Modified Time?, Closed Time?, Due Date?, Priority?, Channel?, Category?, "
               "Sub Category?, Classification?, Product Name?, Phone?, Resolution?, Tags?",
    "Articles": "External ID*?, Title*?, Answer*?, Category?, Section?",
}
DATES = {"Created Time", "Modified Time", "Closed Time", "Due Date", "SendDateTime", "ReceivedTime"}
ADDRESSES = {"Email", "Agent Email", "Sender Email", "FromEmailAddress", "Commenter Email", "Author Email", "Contact Email",
             "Ticket Owner"}  # W-EN: the owner is an address, not a name.
LISTS = {"To", "Cc", "Bcc"}
LENGTHS = {("Tickets", "Subject"): 255, ("Tickets", "Description"): 32_000, ("Tickets", "Phone"): 30}  # F-EN
VALUES = {("Threads", "Direction"): {"In", "Out"}, ("Threads", "isPrivate"): {"True", "False"},  # Z-THR
          ("Comments", "isPublic"): {"True", "False", ""}}
WIZARD_VALUES = {("Tickets", "Status"): {"Open", "Closed"}}  # T-CHK: others are skipped, unless they were added before.
# What skips the record, and its children with it, when it leads nowhere (Z-EN on ContactExtId).
HOLDING = {("Tickets", "ContactExtId"): "Contacts", ("Threads", "TicketExtId"): "Tickets", ("Comments", "TicketExtId"): "Tickets",
           ("Attachments", "TicketExtId"): "Tickets", ("Attachments", "ThreadExtId"): "Threads",
           ("Attachments", "CommentExtId"): "Comments"}
# What may be in the vendor's system already; a pilot brings it along where the whole has it.
LOOSE = {("Contacts", "AccountExtId"): "Accounts", ("Tickets", "agentExtId"): "Agents", ("Tickets", "ProductExtId"): "Products",
         ("Tickets", "Agent Email"): "Agents.Email", ("Tickets", "Contact Email"): "Contacts.Email"}
CHILDREN = ("Threads", "Comments", "Attachments")

RULES = """bundle-unreadable bundle-bytes bundle-count bundle-total bundle-number batch-rows batch-bytes entry-unknown entry-double
tab-order part-number part-empty encoding byte-order-mark csv-form row-width column-missing column-double column-spelling
column-order column-unknown header-differs value-blank id-double reference date-form date-mixed closed-before-created
created-missing value-not-allowed value-long address-form forbidden-character file-path file-missing file-size file-sum
file-stray file-shared pilot-not-closed pilot-not-needed pilot-not-whole pilot-foreign expected-not-found""".split()

# RFC 5321 §4.1.2, 4.5.3.1, with dots anywhere (Japanese carriers issued such) and domains in any script (RFC 6531).
ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~.]+@(?=.{1,253}\Z)[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)*")
DATE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d)?\.000Z")  # Z-EN with seconds; Z-THR's sample without
FIELD = re.compile(r'(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r\n|\Z)')  # RFC 4180


def columns(text):
    """Name → (required, confirmed), in order."""
    return {name.rstrip("*?"): ("*" in name, not name.endswith("?")) for name in text.split(", ")}


def fold(name):
    return re.sub(r"[\W_]", "", name.casefold())


class Run:
    """One run: `destination`, `paths` (folders or bundles); beside these, as needed, `before` (paths of bundles that were
    imported earlier), `there` (tab → ids known from its receipt), `trial`, `batch_rows`, `batch_bytes`, `pilot_of` (paths),
    and `expect`: rules broken on purpose, as `rule`, `rule@Tab` or `rule@Tab.Column`."""

    def __init__(self, destination, paths, name="", before=(), there=None, trial=False, batch_rows=10_000,
                 batch_bytes=30_000_000, pilot_of=(), expect=()):
        self.name, self.wizard, self.expect = name, destination == "zoho-desk-import", expect
        assert destination in ("zoho-desk", "zoho-desk-import"), destination
        self.tabs = {tab: columns(text) for tab, text in (WIZARD if self.wizard else ASSISTED).items()}
        # Z-ZW: five files of 2 GB, 10 GB in all, on a trial 2 GB in all. Decimal, as no page says which GB is meant.
        self.caps = (2_000_000_000, 5, 2_000_000_000 if trial else 10_000_000_000)
        self.batch = (int(batch_rows), int(batch_bytes))  # T-FLIT only
        self.paths, self.before, self.pilot_of, self.there = paths, before, pilot_of, there or {}
        self.problems, self.rows, self.headers, self.files, self.parts = [], {}, {}, [], Counter()

    def tell(self, rule, where="", tab="", column="", value="", row=None):
        assert rule in RULES, rule
        self.problems.append({"run": self.name, "rule": rule, "where": where, "tab": tab, "column": column,
                              "row": row, "value": str(value)[:200]})

    def check(self):
        bundles = find(self.paths)
        if not self.wizard:
            self.check_caps(bundles)
        for number, path in enumerate((path for path in bundles if path.endswith(".zip")), 1):
            if not path.endswith(f"_{number:02}.zip"):
                self.tell("bundle-number", path)
        reached = 0
        for path in bundles:
            reached = max(reached, self.read_bundle(path, reached))
        self.check_ids()
        self.check_references()
        self.check_times()
        self.check_pilot()
        return self.problems_left()

    def check_caps(self, bundles):
        sizes = [os.path.getsize(path) for path in bundles]
        most, count, total = self.caps
        for path, size in zip(bundles, sizes):
            if size > most:
                self.tell("bundle-bytes", path, value=size)
        if len(sizes) > count:
            self.tell("bundle-count", value=len(sizes))
        if sum(sizes) > total:
            self.tell("bundle-total", value=sum(sizes))

    # -------------------------------------------------------------------------------------------- one bundle

    def read_bundle(self, path, reached):
        """`reached`: how far in the order of tabs earlier bundles came. Returns how far this one did."""
        name = os.path.basename(path)
        entries = []
        if path.endswith(".csv"):
            with open(path, "rb") as file:
                entries.append((name, file.read()))
        else:
            try:
                with zipfile.ZipFile(path) as archive:
                    bad = archive.testzip()
                    if bad is not None:
                        raise zipfile.BadZipFile(bad)
                    entries = [(info.filename, archive.read(info)) for info in archive.infolist()]
            except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError) as error:
                self.tell("bundle-unreadable", name, value=error)
                return reached
        for entry, count in Counter(entry for entry, _ in entries).items():
            if count > 1:
                self.tell("entry-double", name, value=entry)
        files = {entry: content for entry, content in entries if entry.startswith("Attachments/")}
        rows, wanted = 0, Counter()
        for entry, content in entries:
            if entry in files:
                continue
            where = f"{name}!{entry}"
            tab = re.fullmatch(r"(\w+?)\.csv" if self.wizard else r"(\w+?)_(\d\d+)\.csv", entry)
            if tab is None or tab[1] not in self.tabs:
                self.tell("entry-unknown", where)
                continue
            place = list(self.tabs).index(tab[1])
            if place < reached and not self.wizard:
                self.tell("tab-order", where, tab[1])
            reached = max(reached, place)
            self.parts[tab[1]] += 1
            if not self.wizard and tab[2] != "%02d" % self.parts[tab[1]]:
                self.tell("part-number", where, tab[1])
            rows += self.read_part(where, tab[1], content, files, wanted)
        for file in sorted(files):
            if wanted[file] != 1:
                self.tell("file-shared" if wanted[file] else "file-stray", name, "Attachments", value=file)
        if self.wizard:
            whole = max(os.path.getsize(path), sum(len(content) for _, content in entries))
            for rule, found, most in (("batch-rows", rows, self.batch[0]), ("batch-bytes", whole, self.batch[1])):
                if found > most:
                    self.tell(rule, name, value=found)
        return reached

    def read_part(self, where, tab, content, files, wanted):
        """Returns the number of rows."""
        if content.startswith(b"\xef\xbb\xbf"):
            self.tell("byte-order-mark", where, tab)
            content = content[3:]
        try:
            table = list(parse(content.decode("utf-8")))
        except UnicodeDecodeError as error:
            self.tell("encoding", where, tab, value=error)
            return 0
        except ValueError as error:
            self.tell("csv-form", where, tab, value=error)
            return 0
        header = table[0] if table else []
        if len(table) < 2:
            self.tell("part-empty", where, tab)
        if tab not in self.headers:
            self.headers[tab] = header
            self.check_header(where, tab, header)
        elif header != self.headers[tab]:
            self.tell("header-differs", where, tab)
        for number, row in enumerate(table[1:], 1):
            if len(row) != len(header):
                self.tell("row-width", where, tab, row=number, value=len(row))
                continue
            record = dict(zip(header, row))
            self.rows.setdefault(tab, []).append((where, number, record))
            self.check_row(where, tab, number, record)
            if tab == "Attachments":
                self.check_file(where, number, record, files, wanted)
        return len(table) - 1

    def check_header(self, where, tab, header):
        known = self.tabs[tab]
        for name, count in Counter(header).items():
            if count > 1:
                self.tell("column-double", where, tab, name)
            if name not in known:
                near = any(fold(name) == fold(other) for other in known)
                self.tell("column-spelling" if near else "column-unknown", where, tab, name)
        for name, (required, _) in known.items():
            if required and name not in header:
                self.tell("column-missing", where, tab, name)
        places = [header.index(name) for name, (_, confirmed) in known.items() if confirmed and name in header]
        # No page gives the wizard's order but the sample ticket's (W-ID), whose columns come first.
        if places != sorted(places) and (not self.wizard or tab == "Tickets"):
            self.tell("column-order", where, tab)

    # ----------------------------------------------------------------------------------------------- one row

    def check_row(self, where, tab, number, record):
        def tell(rule, column):
            self.tell(rule, where, tab, column, record[column], number)

        for column, value in record.items():
            required, _ = self.tabs[tab].get(column, (False, False))
            allowed = VALUES.get((tab, column)) or (self.wizard and WIZARD_VALUES.get((tab, column)))
            if required and not value.strip():
                tell("value-blank", column)
            elif allowed and value not in allowed:
                tell("value-not-allowed", column)
            if len(value) > LENGTHS.get((tab, column), 1 << 40):
                tell("value-long", column)
            if self.wizard and re.search(r'["|<>]', value):  # W-OLD
                tell("forbidden-character", column)
            if not value:
                continue
            if column in DATES and not is_date(value, tab == "Threads"):
                tell("date-form", column)
            if column in ADDRESSES and not is_address(value):
                tell("address-form", column)
            if column in LISTS and not all(map(is_address, value.split(","))):
                tell("address-form", column)

    def check_file(self, where, number, record, files, wanted):
        """The vendor shows no layout (all of this is assumed), but a row must find its file, whole."""
        path = record.get("File Path", "")
        pieces = path.split("/")
        if not path or pieces[0] != "Attachments" or len(pieces) != 3 or re.search(r'[\\\x00-\x1f<>:"|?*]', path) or any(
                piece.strip(" .") != piece for piece in pieces):
            self.tell("file-path", where, "Attachments", "File Path", path, number)
        wanted[path] += 1
        if path not in files:
            if path:
                self.tell("file-missing", where, "Attachments", "File Path", path, number)
            return
        if record.get("Size") != str(len(files[path])):
            self.tell("file-size", where, "Attachments", "Size", record.get("Size"), number)
        if record.get("SHA-256") != hashlib.sha256(files[path]).hexdigest():
            self.tell("file-sum", where, "Attachments", "SHA-256", record.get("SHA-256"), number)

    # -------------------------------------------------------------------------------------------- across rows

    def ids(self, tab):
        """The values of a tab's first column, or of the one named after a dot."""
        tab, _, column = tab.partition(".")
        column = column or next(iter(self.tabs.get(tab, {"": 0})))
        return Counter(record.get(column, "") for _, _, record in self.rows.get(tab, ()))

    def check_ids(self):
        for tab in self.rows:
            for value, count in self.ids(tab).items():
                if count > 1 and value:
                    self.tell("id-double", tab=tab, value=value)

    def check_references(self):
        earlier = Run("zoho-desk-import" if self.wizard else "zoho-desk", self.before)
        for path in find(self.before):
            earlier.read_bundle(path, 0)
        for (tab, column), target in HOLDING.items():
            ids = set(self.ids(target)) | set(earlier.ids(target)) | set(self.there.get(target, ()))
            for where, number, record in self.rows.get(tab, ()):
                value = record.get(column)
                if value and value not in ids:
                    self.tell("reference", where, tab, column, value, number)

    def check_times(self):
        with_threads = {record.get("TicketExtId") for _, _, record in self.rows.get("Threads", ())}
        for where, number, record in self.rows.get("Tickets", ()):
            created, closed = record.get("Created Time", ""), record.get("Closed Time", "")
            # Z-EN: mandatory when the ticket has conversations; closed not earlier than created. The form sorts as text.
            if not created and record.get("TicketExtId") in with_threads:
                self.tell("created-missing", where, "Tickets", "Created Time", row=number)
            if created and closed and closed < created:
                self.tell("closed-before-created", where, "Tickets", "Closed Time", closed, number)
        forms = {column: record[column] for _, _, record in self.rows.get("Threads", ())
                 for column in ("SendDateTime", "ReceivedTime") if is_date(record.get(column, ""), False)}
        for where, number, record in self.rows.get("Threads", ()):
            for column in ("SendDateTime", "ReceivedTime"):
                value = record.get(column, "")
                if forms and is_date(value, True) and not is_date(value, False):
                    return self.tell("date-mixed", where, "Threads", column, value, number)

    # --------------------------------------------------------------------------------------------------- pilot

    def check_pilot(self):
        """A pilot has, of the whole, some tickets, all that hangs on them, all they name, and nothing else."""
        if not self.pilot_of:
            return
        whole = Run("zoho-desk-import" if self.wizard else "zoho-desk", self.pilot_of)
        for path in find(self.pilot_of):
            whole.read_bundle(path, 0)
        for (tab, column), target in {**HOLDING, **LOOSE}.items():
            here, there = self.ids(target), whole.ids(target)
            for where, number, record in self.rows.get(tab, ()):
                value = record.get(column)
                if value and value in there and value not in here:
                    self.tell("pilot-not-closed", where, tab, column, value, number)
        for tab in ("Contacts", "Agents", "Accounts", "Products", "Articles"):
            naming = [((t, c), "." in to and to.split(".")[1]) for (t, c), to in {**HOLDING, **LOOSE}.items()
                      if to.split(".")[0] == tab]
            for where, number, record in self.rows.get(tab, ()):
                own = next(iter(record.values()))
                needed = any(other.get(c) == record.get(by) if by else other.get(c) == own
                             for (t, c), by in naming for _, _, other in self.rows.get(t, ()))
                if not needed:
                    self.tell("pilot-not-needed", where, tab, value=own, row=number)
        tickets = self.ids("Tickets")
        for tab in self.tabs:
            full, here = whole.ids(tab), self.ids(tab)
            for value in here:
                if value not in full:
                    self.tell("pilot-foreign", tab=tab, value=value)
            for _, _, record in whole.rows.get(tab, ()) if tab in CHILDREN else ():
                if record.get("TicketExtId") in tickets and next(iter(record.values())) not in here:
                    self.tell("pilot-not-whole", tab=tab, value=next(iter(record.values())))

    def problems_left(self):
        """Without those the caller names, which must be there."""
        for expected in self.expect:
            rule, _, place = expected.partition("@")
            tab, _, column = place.partition(".")
            hit = [p for p in self.problems
                   if p["rule"] == rule and tab in ("", p["tab"]) and column in ("", p["column"])]
            self.problems = [p for p in self.problems if p not in hit]
            if not hit:
                self.tell("expected-not-found", value=expected)
        return self.problems


def parse(text):
    """Rows by RFC 4180 and no other form: CRLF between rows, quotes around whole values only."""
    at, row = 0, []
    while at < len(text) or row:
        field = FIELD.match(text, at)
        if field is None:
            raise ValueError(f"at character {at}: {text[at:at + 40]!r}")
        row.append(field[2] if field[1] is None else field[1].replace('""', '"'))
        at = field.end()
        if field[3] != ",":
            yield row
            row = []


def is_date(value, without_seconds):
    found = DATE.fullmatch(value)
    if not found or not (found[2] or without_seconds):
        return False
    try:
        datetime.fromisoformat(found[1] + (found[2] or ""))
        return True
    except ValueError:
        return False


def is_address(value):
    return len(value) <= 254 and bool(ADDRESS.fullmatch(value.strip(" ")))


def find(paths):
    """Bundles in the order of their names; a pilot beside a whole pack is another run."""
    found = []
    for path in paths:
        inside = [path] if os.path.isfile(path) else glob.glob(os.path.join(glob.escape(path), "*.zip")) + glob.glob(
            os.path.join(glob.escape(path), "*.csv"))
        found += [one for one in inside if os.path.basename(one) != "findings.csv"]
    order = [tab for tab in ASSISTED]
    place = lambda path: order.index(stem(path)) if stem(path) in order else -1
    return sorted(found, key=lambda path: (place(path), os.path.basename(path)))


def stem(path):
    return re.sub(r"(_\d+)?\.\w+$", "", os.path.basename(path))


def main(arguments):
    if arguments[:1] == ["--runs"]:
        with open(arguments[1], encoding="utf-8") as file:
            runs = [Run(**run) for run in json.load(file)]
    else:
        expect = [rule for flag, rule in zip(arguments, arguments[1:]) if flag == "--expect"]
        paths = [word for word in arguments[1:] if word not in ("--expect", *expect)]
        runs = [Run(arguments[0], paths, expect=expect)]
    problems = 0
    for run in runs:
        assert find(run.paths), f"no bundles in {run.paths}"
        for problem in run.check():
            problems += 1
            print(json.dumps(problem, ensure_ascii=False))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    sys.exit(main(sys.argv[1:]))
