### Words of the report (report.html) and the list (findings.csv).

## The whole

report-title = Packing report
report-heading = Packing report for { $destination }
report-records = { $count ->
    [one] { $count } record
   *[other] { $count } records
}
report-summary = { $read } records were read and { $packed } were packed. Files to hand over: { $bundles }.
report-pilot = This is a pilot: { $records } records of “{ $tab }” ({ $by }) and all that belongs to them. Everything else counts as left out.
report-selected = Only { $records } records of “{ $tab }” ({ $by }) and all that belongs to them. Everything else counts as left out.
report-by-newest = the newest
report-by-oldest = the oldest
report-by-random = at random
report-by-search = found by a text
report-summary-held = Records held back: { $held }. The reasons stand below.
report-summary-none-held = Nothing was held back.
report-verified = Every finished file was read again: sizes, sums and numbers of records agree.
report-not-verified = The finished files have not been read again yet.
report-privacy = This report was made on your own machine. Your files were not changed.
report-program = nizukuri { $version }
report-nothing = None.

## Headings

report-in = What came in
report-guesses-caption = Columns whose field was guessed
report-out = What goes out
report-tabs-caption = Records by tab
report-folders-caption = Folders and where their mail went (a dash: left out)
report-bundles-caption = Files to hand over, with their sums (SHA-256)
report-entries-caption = Tables in { $bundle }
report-held = Held back
report-held-lead = These were not packed. Their rows are in the CSVs of the folder “held”: correct them and add them again.
report-held-caption = Reasons and numbers of records
report-repairs = Written differently
report-repairs-lead = Values whose spelling was put right, and values set by you. The source files were not changed.
report-repairs-caption = Examples of changed spelling
report-others = What else you should know
report-others-caption = Findings
report-ledger = Balance
report-ledger-lead = For every file, the records read are those packed, held, double and left out, taken together.
report-ledger-caption = Records by file
report-ledger-unbalanced = The numbers of a file do not agree. Do not use this packing.
report-checklist = When handing over
report-checklist-caption = What to check, and the risk of skipping it
report-notes = About this report
report-guard-note = In findings.csv a ' stands before values that a spreadsheet might take for a formula (beginning with = + - @ and the like). Values in the files to hand over and in the held CSVs are unchanged.

report-choices = What you decided
report-choices-caption = Decisions
report-choices-more = { $count } more are in the plan in receipt.json.
report-blank = (blank)

## Decisions

choice-zone = Time zone
choice-own-address = Your own addresses
choice-subject-threading = Join conversations by subject, too
choice-keep-deleted = Import deleted mail, too
choice-window-from = Mail from
choice-window-to = Mail before
choice-address = Only with these addresses
choice-direction = Sent or received
choice-duplicates = Copies of the same message
choice-folder = Folders
choice-state = States
choice-mailbox = Folder “{ $name }”
choice-contact-by-email = Find contacts by e-mail address
choice-agents-from-mail = Make agents of your own addresses
choice-accounts-from = Make accounts
choice-mail-body = Body of messages
choice-too-long = Texts longer than the destination takes
choice-pilot = Pilot, records
choice-pilot-by = Pilot, which
choice-pilot-seed = Pilot, seed
choice-pilot-search = Pilot, text
choice-from = From
choice-until = Until
choice-attachments = Attachments
choice-attachment-max = Attachments up to
choice-tab = { $source } goes to
choice-charset = Charset of { $source }
choice-delimiter = Delimiter of { $source }
choice-role = { $source } is taken for
choice-id = Column with the ids in { $source }
choice-error = Column with the errors in { $source }
choice-column = Column “{ $name }” of { $source }
choice-agent = Agent “{ $name }”
choice-nobody = (none named)
choice-administrator = left to the administrator
choice-added = added to the agents
choice-carry = go along under its own name
choice-none = left out
choice-record = record { $number } of { $source }
choice-found = value “{ $value }”
choice-hold = Hold back
choice-pack = Send as is
choice-leave = Noted, left as it is
choice-set = Set to “{ $value }”
choice-blank = Leave blank
choice-yes = Yes
choice-no = No
choice-without = Without
choice-only = Only attachments

## Columns

report-column-source = File
report-column-kind = Kind
report-column-size = Size
report-column-read = Read
report-column-packed = Packed
report-column-held = Held
report-column-duplicate = Double
report-column-already = Already there
report-column-filtered = Left out
report-column-tab = Tab
report-column-folder = Folder found
report-column-target = Packed as
report-column-records = Records
report-column-name = Name
report-column-sum = Sum
report-column-what = What
report-column-count = Records
report-column-consequence = What happens
report-column-remedy = What to do
column-start = First byte
column-bytes = Bytes
column-date = Date (UTC)
column-content = Content
column-outcome = What became of it
column-folder = Folder
column-state = State
column-target = Packed in
column-account = User
column-domain = Domain
column-name = Name
column-sent = Sent
column-received = Received
column-message-id = Message-ID
outcome-packed = packed
outcome-held = held back
outcome-duplicate = copy, left out
outcome-filtered = left out by your choice
report-column-before = As found
report-column-after = As used
report-column-examples = Of this example
report-column-about = About
report-column-fields = Column → field
report-column-choice = Decision
report-column-done = Done
report-column-check = To check
report-column-risk = Risk if skipped
report-total = Total

## Columns of the held CSVs

held-why = reason held

## Columns of findings.csv

column-code = Code
column-severity = Weight
column-title = Finding
column-tab = Tab
column-field = Field
column-source = File
column-record = Record
column-line = Line
column-found = As found
column-used = As used
column-consequence = What happens
column-remedy = What to do

## Weights

severity-error = Stops
severity-warning = Changes
severity-note = Note

## Kinds of file

kind-mbox = Mailbox (MBOX)
kind-eml = Mail (EML)
kind-csv = Table
kind-zip = ZIP
kind-file = File of an attachment
kind-receipt = Receipt
kind-ignored = Not read
kind-empty = Empty
kind-unknown = Unknown
