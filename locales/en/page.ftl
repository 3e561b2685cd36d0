### Words of the page, but for its first view (first.ftl). Plain English: what happens first, why second.

stop = Stop
show-rest = Show { $count } more
blank = (blank)

## Silence

silence-title = See for yourself that nothing is sent
silence-how = Your files are read, converted and packed inside this browser only. There is no server behind this page. Do not take our word for it: check.
silence-back = Back to work
silence-now = Just now
silence-asked = Requests to the network
silence-stopped = Attempts the browser stopped
silence-line = Network
silence-online = connected
silence-offline = unplugged
silence-counted = Counted since the page was opened, in every part of it.
silence-attempt = Try to send something
silence-attempted = An attempt was made, and the browser stopped it. Nothing left this machine.
silence-policy = The rules this page puts on the browser
silence-policy-why = The page hands the browser this policy (Content-Security-Policy) before anything else. No connection (connect-src 'none'), no form, no frame, and no script but those named here by their hash. The part that works with your files has no right to leave its frame (sandbox): it cannot move to another address, open a window or refresh itself away.
silence-steps = Watch it in the developer tools, in four steps
silence-step-1 = Open the developer tools with F12 (on a Mac: option + command + I).
silence-step-2 = Choose “Network” and tick “Preserve log”.
silence-step-3 = Use the page as usual: add files, check, pack, hand over.
silence-step-4 = Read the list. Lines that start with blob: or data: are movements inside your machine. If no line starting with https: was added, nothing was sent.
silence-plug = Surer still: pull the plug
silence-plug-how = Once the page is open, unplug the network or turn Wi-Fi off. Everything works to the end. You can also save this page as one HTML file and open it on a machine that has no network at all.
silence-stored = What is stored on this machine
stored-files = Packed files and notes of their packing, kept by the browser
stored-copies = Copies of this page for work without a network
stored-others = Cookies and other notes
stored-refused = not possible here
stored-why = Your own files are never copied. Bundles, and what you decided for them, stay until you delete them. Files saved by you lie in your folders.
silence-print = Is it the real page?
print-why = The SHA-256 of this file. It must equal the one that its publisher names beside the file (SHA256SUMS).
print-self = A forged page could show anything here, and extensions may change what it shows. To be sure, save the file and let your system count:
silence-rest = What remains
silence-rest-1 = Whoever publishes the page could publish another one tomorrow. Keep the file whose hash you have checked, and open it from your disk.
silence-rest-2 = No policy stops WebRTC connections. The page removes WebRTC when it starts, and the contents of your files are handled in a worker, where it does not exist.
silence-rest-3 = The outer page, a few lines that save your bundles, could still move to another address. It never reads a file.
silence-rest-4 = Browser extensions stand outside these rules, and so does the machine itself. If that matters to you, pull the plug.

## Check

check-reading = Reading your files
check-not-read = Not read yet
check-title-none = No record could be read. Please see why below, and add other files.
check-title = { $read } records read. { $held ->
    [0] You can pack now.
    [one] One cannot go as it is.
   *[other] { $held } cannot go as they are.
  }
check-lead = Your files are not changed. Whatever you decide can be undone.
check-again = Read again
check-stale = What you see below is from before your change.
check-clean = Nothing to put right
check-clean-why = Every record meets the rules of the destination.
check-outcome = Packing now takes { $packed } records and holds back { $held }.
check-next = Go on to packing
survey-done = The check is done.

filter-text = Search (file, column, value, words)
filter-errors = Only what stops
filter-tab = Tab
filter-tab-all = All tabs
filter-source = File
filter-source-all = All files
filter-shown = { $shown } of { $count } findings
filter-clear = Show all
filter-source-maybe = A finding with more places than are listed is shown, too: it may be in this file.

group-held = These stop
group-held-why = The destination would refuse them. They are left out of the bundles and kept in a file of their own.
group-changed = These change
group-changed-why = They go, but the result is not what you may expect.
group-told = For your information
group-told-why = What was tidied up, and what is worth knowing.
finding-unit = { $count ->
    [one] record
   *[other] records
  }
finding-more-values = { $count ->
    [one] and one more value
   *[other] and { $count } more values
  }
answer-hold = Hold back
answer-pack = Send as is
answer-leave = Noted
answer-more = Set values…
answer-everywhere = All of these, in every table:
answer-set = Set
answer-value-of = New value of { $what }
answers-all = { $count ->
    [one] This one
   *[other] All { $count } alike
  }
answers-all-why = What you set here holds for all of them.
answers-value = One value, wherever it stands
answers-record = One by one
answers-place = Record { $number } of { $source }
answered-hold = Held back: left out of the bundles, kept in a file of their own.
answered-pack = Sent as they are.
answered-leave = Noted; left as it is.
answered-set = Set to “{ $value }”.
answered-blank = Left blank.
column-leave-out = Leave this column out
changes-title = List of changes ({ $count })
change-value = value “{ $value }”
change-tab = { $source } goes to: { $value }
change-column = Column “{ $name }” of { $source }: { $value }
change-charset = Charset of { $source }: { $value }
change-delimiter = Delimiter of { $source }: { $value }
change-role = { $source } is taken for: { $value ->
    [errors] results of the earlier run
   *[other] records
 }
change-id = Column with the ids in { $source }: { $value }
change-error = Column with the errors in { $source }: { $value }
change-exclude = { $source } is left out
change-remove = Take back
change-remove-one = Take back: { $what }
fix-contact-by-email = { $number ->
    [0] Find them by e-mail address
    [one] Find one by its e-mail address
   *[other] Find { $number } by e-mail address
  }
fix-accounts-from = Make accounts of the companies
fix-copy = Make “{ $field }” the same as “{ $other }”
fix-agents-from-mail = Make agents of your own addresses
fold = Fold
more-same = { $count ->
    [one] The same in one more place
   *[other] The same in { $count } more places
  }
more-told = { $count ->
    [one] One more note
   *[other] { $count } more notes
  }
fix = Put right ({ $option }: { $value })
go-own = Choose your own addresses
go-agents = See the agents
go-columns = See the columns
go-settings = See the time zone
go-folders = See the folders
look = See where
look-close = Close

place-title = { $first } – { $last } of { $count }, as in your files
place-previous = Earlier ones
place-next = More
place-all = Go through all { $count } (reads the files again)
place-go = Go to number
place-sought = Reading your files again… { $percent } %
place-line = Line
place-record = Record { $number }
place-waiting = Reading… { $count } to go
place-failed = { $count } could not be read.
mail-subject = Subject
mail-from = From
mail-to = To
mail-date = Date
mail-attachments = Attachments
mail-source = File
mail-text = Text

plan-bar = Undo and keep your decisions
undo = Undo
redo = Redo
plan-save = Save decisions
plan-open = Open saved decisions
plan-opened = Your saved decisions are in place.
plan-elsewhere = These decisions are for a destination that this page does not have.
plan-not-one = This file does not hold saved decisions.

settings-title = How it is written
settings-more = More choices ({ $changed ->
        [0] all as usual
       *[other] { $changed } changed
    })
zone = Time zone of your files
zone-why = Dates that name no zone are read as times of this one.
times-caption = See with the first few whether it is right
times-found = In your file
times-used = As written (UTC)
value-yes = Yes
value-no = No
option-contact-by-email = Find contacts by e-mail address
option-contact-by-email-why = Tickets without a contact id are tied to the contact with the same address.
option-agents-from-mail = Make agents of your own addresses
option-agents-from-mail-why = Where there is no list of agents, your own addresses that sent mail become one.
option-accounts-from = Make accounts
option-accounts-from-why = Of the companies that contacts name and no table lists. Your own domains and mail services such as gmail.com never become one.
option-accounts-from-organizations = Of companies
option-accounts-from-domains = Of companies, else of mail domains
option-mail-body = Which body of a message is written
option-mail-body-why = Many messages have a plain and an HTML body. Quoted history stays in both.
option-mail-body-plain = Plain text
option-mail-body-html = HTML, where there is one
option-garbled = Texts that were garbled before the export
option-garbled-why = Only where every letter comes back.
option-garbled-keep = Keep as they are
option-garbled-mend = Put right
fix-garbled = Put the texts right
option-too-long = Texts longer than the destination takes
option-too-long-why = Cut texts go along whole, as attachments of their tickets.
option-too-long-hold = Hold the ticket back
option-too-long-cut = Cut, with the whole text attached
option-attachments = Attachments
option-attachments-why = They can go later: pack “without” now, and “only” for a second upload.
option-attachments-with = With their records
option-attachments-without = Without
option-attachments-only = Only attachments
option-attachment-max = Attachments up to
option-from = From (first day)
option-until = Until (last day)
option-window-why = Records outside are left out with all that belongs to them. Those without a date count as older than all others.
option-keep-deleted = Deleted mail too
option-keep-deleted-why = What was deleted in a mail program stays in its files until they are compacted.
option-window-from = From (date and time)
option-window-from-why = Mail of this moment and later goes.
option-window-to = Before (date and time)
option-window-to-why = Mail of this moment and later stays behind, and so does mail without a date.
option-address = Only with these addresses
option-address-why = Mail from or to one of them. Blank: all.
option-direction = Sent or received
option-direction-why = Sent is what comes from your own addresses.
option-direction-all = Both
option-direction-in = Received only
option-direction-out = Sent only
option-duplicates = Copies of the same message
option-duplicates-why = Copies are the same to the letter; the others always go.
option-duplicates-drop = One of each goes
option-duplicates-folder = One in each folder
option-duplicates-keep = All go
option-merge = Put accounts together
option-merge-why = Folders of one name become one, such as the inboxes of an old and a new server.
option-subject-threading = Join conversations by subject too
option-subject-threading-why = Mail that names no earlier mail joins a ticket with the same subject and person.

folders-title = Folders
folders-why = Press a folder to read its mail. Names can be changed: folders of one name become one.
folders-why-states = Press a folder to read its mail. Each folder and state is imported by itself.
folder-found = Found
folder-take = Take along
folder-take-one = Take “{ $name }” along
folder-goes = Folder there
folder-name-one = What “{ $name }” is called there
folder-state = State
folder-state-one = State of the mail in “{ $name }”
folder-no-state = (not known)
folder-none = (no folder)
folder-messages = Messages
folder-copies = Copies
folder-left = Left out
folder-held = Held
folder-size = Size
folder-dates = Dates (UTC)
mailboxes-title = In the order of import
grid-title = See and mend rows
grid-why = Rows as they will be written. Where there is a colour, something was noticed. Values you mend go into the result; your files stay as they are.
grid-open = Show rows
grid-tab = Table
grid-go = Go to row
grid-rows = { $total } rows
grid-column = Column
grid-find = Find
grid-search = Find
grid-failed = This could not be read. Please try again.
grid-hits = “{ $part }” is in { $count ->
    [one] { $count } row
   *[other] { $count } rows
  } of “{ $field }”.
grid-row = Row { $number }
grid-instead = Replace with (blank: take out)
grid-replace = Replace in { $count ->
    [one] { $count } row
   *[other] { $count } rows
  }
grid-number = Row
grid-found = As found
grid-used = As written
grid-told = Noticed
grid-edit = Mend this value
kind-text = Text
kind-id = ID
kind-email = Mail address
kind-date-time = Date and time
kind-boolean = Yes or no
kind-integer = Whole number
conversations-title = Read the conversations
conversations-why = { $messages } messages were joined to { $conversations } conversations. Each becomes one ticket.
conversations-read = Show conversations
conversations-all = All conversations
conversation-one = Conversation “{ $name }”
reader-title = Mail in “{ $name }”
reader-range = { $first } – { $last } of { $total }
reader-at = { $at } of { $total }
reader-pages = Pages
reader-messages = Messages
reader-newer = Newer
reader-older = Older
reader-previous = Previous
reader-next = Next
letters = { $count ->
    [one] { $count } message
   *[other] { $count } messages
  }

sample-title = A sample for support
sample-why = A few records of each finding, for whoever helps you. Names, addresses, numbers and texts are replaced by letters of the same kind and length; the same person has the same stand-in. Headers, states and days stay, and so does what is wrong.
sample-look = Nothing is sent. Save the file, look into it, and pass it on yourself.
sample-make = Make the sample
sample-save = Save the sample ({ $size })

sources-title = What each file holds
sources-caption = { $count ->
    [one] { $count } file ({ $size })
   *[other] { $count } files ({ $size })
  }
col-kind = Kind
col-records = Records
col-goes = Goes to
kind-mbox = Mail (MBOX)
kind-eml = Mail (EML)
kind-csv = Table (CSV)
kind-zip = ZIP
kind-file = File of an attachment
kind-receipt = Receipt of an earlier run
kind-ignored = Index or settings (not read)
kind-empty = Empty file
kind-unknown = Not recognised
why-mbox = begins with a “From ” line
why-eml = begins with header fields of a message
why-csv = rows with as many delimiters
why-zip = begins as every ZIP does
why-file = named by a row of attachments, or lies with them
why-receipt = written by nizukuri
why-ignored = a mail program’s own; its mail is read from the files beside it
why-empty = there is nothing in it: export it again
why-unknown = neither mail, nor a table, nor a ZIP: export it as MBOX, EML or CSV
source-within = in { $name }
source-taken = Take along
zip-opened = Opened
tab-of = Tab that { $name } goes to
tab-none = Leave out

columns-open = See columns
columns-title = Columns of { $name } → { $tab }
columns-why = Each column of your file, and the field it becomes. Choose again where it is wrong.
template-save = Save as a template
template-why = For the next file with these columns: “Open saved decisions” takes it.
template-opened = The template is open. It is offered wherever a file has its columns.
templates = Templates
template-fits = { $count ->
    [one] has
   *[other] have
  } the same columns as { $name }, which were matched in another way.
template-take = Match as there
columns-unused = Not filled yet; drag to a column:
columns-missing = Required fields without a column: { $fields }
col-column = Column in your file
col-sample = Example
col-field = Field
col-sure = Certainty
column-number = Column { $number }
field-of = Field for “{ $name }”
field-carry = Carry under its own name
field-none = Not used
assumed = name assumed
sure-said = Your choice
sure-guess = Guess
sure-percent = { $percent } %

own-title = Your own addresses
own-why = Mail from the ticked addresses counts as sent by you, all other mail as received.
col-own = Address
col-sent = Sent
col-received = Received

agents-title = Agents
agents-why = A ticket finds its agent by the e-mail address alone. Those of agents not on the list go to the administrator.
agents-fall = As things stand, these fall to the administrator: tickets { $tickets }, threads { $threads }, comments { $comments }.
agents-sure = Take all proposals of { $percent } % and more ({ $count })
col-agent = Agent
col-department = Department
col-tickets = Tickets
col-threads = Threads
col-comments = Comments
col-decision = Who is meant
col-state = State
agent-listed = On the list
agent-unknown = Not on the list
agent-invalid = Not a usable address
agent-inactive = No longer active
agent-name = Only a name
agent-nobody = (no agent)
agent-spelled = { $count } spellings
agent-found = { $value } (same name)
agent-said = { $value }
agent-said-to = Matched to { $value }
agent-said-add = Added to the list { $value }
agent-said-administrator = Left to the administrator
agent-choose = Choose
agent-department = Set department
agent-address = E-mail address of the agent
agent-match = Match to this one
agent-add = Add to the list
agent-administrator = Leave to the administrator

aside = Summary
boxes-title = Bundles ({ $count } × { $size })
boxes-title-each = Bundles (up to { $size } each)
boxes-title-mail = { $count ->
    [one] One bundle
   *[other] { $count } bundles
  }
boxes-title-mail-each = { $count ->
    [one] One bundle (up to { $size })
   *[other] { $count } bundles (up to { $size } each)
  }
too-much = More than the { $limit } this destination takes. What would fit:
proposal-years = { $years }: { $records } records, about { $size }
proposal-attachment-max = Without { $files } attachments over { $over }: about { $size }
proposal-attachments-later = Attachments in a second run ({ $later }): about { $size } now
proposal-ask = Or ask the destination's support. Everything is about { $size }.
proposal-take = Use this
proposal-taken = In use
boxes-estimated = Estimated from sizes before compression.
box-empty = empty
contents-title = Contents
col-tab = Tab
col-packed = Go
col-held = Held
months-title = Mail by month
months-text = { $count } messages from { $first } to { $last }. Months without mail: { $gaps }.
months-gaps = { $more ->
    [0] No mail in { $first }.
    [one] No mail in { $first } and one more month.
   *[other] No mail in { $first } and { $more } more months.
  }
months-show = Show as a table
months-hide = Hide the table

## Pack

pack-title = { $packed ->
    [one] Pack one record
   *[other] Pack { $packed } records
  }
packing-title = Packing
packing-why = Please keep this page open. If you stop, no half-filled bundle is left behind.
pack-lead = Bundles are filled, then opened again and checked.
pack-what = What will happen
pack-records = { $packed } records are written the way { $destination } takes them.
pack-records-mail = { $packed } messages are written the way { $destination } takes them. Their text and attachments stay as they are.
pack-held = { $held } are left out of the bundles and kept in CSVs of their own.
pack-held-mail = { $held } are left out of the bundles; messages.csv says which.
pack-caps = A bundle is closed before it could break a limit, and the next one begun.
pack-verify = Every bundle is read again: names, sizes, record counts and checksums.
pack-verify-mail = Every bundle is read again, and every message compared with the one it was made from.
pack-stale = Something has changed since the check, so your files are read again first.
pack-start = Pack everything
pilot-title = A pilot first
pilot-lead = A few records of “{ $tab }” and all that belongs to them, nothing else. Hand them over, look at the result, and then pack everything.
pilot-by = Which ones
pilot-newest = The newest
pilot-oldest = The oldest
pilot-random = At random
pilot-search = Found by a text
pilot-text-search = In the id or the subject
pilot-text-random = Seed (the same one, the same choice)
pilot-count = How many
pilot-start = Pack the pilot
pack-nothing = There is no record that can go. Please go back to the check.
way-title = Where the bundles go
way-folder = Straight into the folder “{ $folder }”
way-folder-why = A folder for this run is made in it, and each bundle lies there once it is finished. No other file is touched.
way-opfs = Kept inside the browser first, then saved by you one by one
way-opfs-why = This uses disk space of this machine. Finished bundles stay until you delete them, even if the page is closed; unfinished ones are deleted.
way-blob = Held by the browser for now, then saved by you one by one
way-blob-why = They are gone when the page is closed. Save them before that.
way-choose-folder = Choose a folder to save into
way-other-folder = Choose another folder
space-folder = Up to { $size } of disk space is needed there. How much is free, a browser cannot see.
space-opfs = Up to { $size } of disk space is needed, and as much again where you save the bundles.
space-blob = Up to { $size } of memory or disk space is needed, and as much again where you save the bundles.
space-free = The browser says that { $free } is free.
space-short = This may not be enough: up to { $size } is needed, and { $free } is free.
space-short-folder = Choose a folder to save into, make room, or pack less (a pilot, or a part of the years).
space-short-less = Make room, or pack less (a pilot, or a part of the years).
pack-done = Packing is done.

progress-bytes = { $done } of { $total } ({ $percent } %)
time-left = { $unit ->
    [seconds] about { $count } s to go
    [minutes] about { $count } min to go
   *[other] about { $count } h to go
  }
time-left-packing = { $unit ->
    [seconds] about { $count } s to go, then the bundles are checked
    [minutes] about { $count } min to go, then the bundles are checked
   *[other] about { $count } h to go, then the bundles are checked
  }
job-stopped = Stopped. Nothing half-done was kept.

## Hand over

handover-title = { $packed } records in { $count ->
    [one] one bundle
   *[other] { $count } bundles
  }
handover-lead = Save and upload them in the order of their numbers. The checksum of a saved file equals the one shown here.
handover-lead-folder = The bundles are in the folder you chose. Upload them in the order of their numbers.
handover-pilot = This is a pilot. Save it, hand it over, and look at how it comes in. Packing again takes the place of what this page stored.
handover-pilot-go = Go on to everything
handover-stale = Files or decisions have changed since packing. Pack again to take them along.
bundles-title = { $count ->
    [one] One bundle to upload
   *[other] { $count } bundles to upload
  }
bundle-verified = Read again and correct
bundle-not-verified = Could not be verified. Do not upload it
bundle-inside = { $count ->
    [one] Contents ({ $count } file)
   *[other] Contents ({ $count } files)
  }
entry-records = { $count ->
    [one] { $count } record
   *[other] { $count } records
  }
sum-copy = Copy
sum-copy-of = Copy the checksum of { $name }
sum-copied = Checksum of { $name } copied.
save = Save
save-one = Save { $name }
save-again = Save again
save-taken = Saving began
save-preparing = Getting ready…
saved-in-folder = In “{ $folder }”
papers-title = Papers to go with it
paper-report-html = The report, for people
paper-findings-csv = Every finding, with every place
paper-manifest-json = What is in the bundles, with checksums
paper-receipt-json = The receipt. Keep it: the second run needs it
paper-messages-csv = Where every message went: packed in which file, a copy, left out or held
paper-accounts-csv = Your own users, to be registered at the new server beforehand
paper-attributes-csv = What a mailbox cannot carry (labels, owners), to be set again by hand
paper-held = Rows held back. Put them right and send them next time
ledger-title = The ledger
ledger-caption = Read = packed + held + duplicates + filtered
ledger-why = Counted as they are in your files. One mail makes several records, such as a ticket and a thread.
flow-text = Of { $count } records read: { $ends }. The table below has the numbers of each file.
flow-packed = { $count } other bundles
flow-mail = Mail
flow-others = { $count } other files
ledger-read = Read
ledger-packed = Packed
ledger-held = Held
ledger-duplicate = Duplicates
ledger-filtered = Filtered
ledger-already = Already there
template = Template (columns of the new environment)
results = Results of the earlier run
results-tab = What was sent
results-id = Column with the ids
results-error = Column with the errors
results-missing = Point at the columns: until then nothing of this table counts.
previous-title = A second run
previous-text = The receipt names { $records } records of the earlier run. “Open saved decisions” takes the receipt as well: then what you decided in the first run holds again.
previous-counts = New: { $new } · changed: { $changed } · failed then: { $failed } · already there: { $already }
previous-files = The files of { $files } attachments are compared when packing: together they are large.
ledger-total = Total
ledger-balances = The numbers agree for every file.
ledger-does-not = The numbers of some files do not agree. Do not upload these bundles.
checklist-title = Check-list for the upload
checklist-done = { $done } of { $count } done.
checklist-risk = If skipped:
handover-delete = Delete what this page stored
handover-delete-why = Do this once everything is saved. Your files and the saved bundles stay.
handover-deleted = What this page stored on this machine is deleted.

## When something goes wrong

failed-saving-failed = The bundles could not be stored
failed-saving-failed-why = The disk is full, or storing is not allowed. Make room, or choose another place in the Pack step.
failed-source-changed = A file has changed or gone while it was read
failed-source-changed-why = Remove the files that were moved or changed since the check, and add them again.
failed-bundle-damaged = A bundle did not read back as it was written
failed-bundle-damaged-why = The disk may be failing. Do not use this bundle: choose another place to save to and pack again.
failed-ledger-unbalanced = The numbers do not agree
failed-ledger-unbalanced-why = Packing was called off so that nothing incomplete is handed over. The mistake is ours.
failed-storage-full = The disk is full
failed-storage-full-why = Make room, or choose a folder on another disk in the Pack step.
failed-folder-refused = The folder you chose may not be written to
failed-folder-refused-why = The browser does not allow it. Choose it again and agree, or choose another.
failed-folder-gone = The folder you chose is not there
failed-folder-gone-why = It was moved, or its disk was taken out. Please choose again.
failed-option-value = One of your choices has a value that cannot be used
failed-option-value-why = Undo the last step, or put the value right under “How it is written”.
failed-option-unfit = This destination takes everything or nothing
failed-option-unfit-why = Its description does not say which records others belong to. Please pack everything.
failed-option-unknown = The opened decisions hold an option that is not known
failed-option-unknown-why = They seem to be for another destination or a newer version. Undo brings you back.
failed-plan-unreadable = Your decisions could not be read
failed-plan-unreadable-why = Undo the last step.

# Where messages begin
go-borders = See where messages begin
borders-open = Borders to see: { $count }
borders-title = Where the messages of { $name } begin
borders-why = In an MBOX a line that starts with “From ” begins a message. These lines could also be text. Switch those that are wrong.
borders-sum = { $lines } lines with “From ” = { $messages } messages + { $text } lines of text. Worth a look: { $doubtful }
border-border = A message begins
border-text = Text
border-headers = header lines follow
border-no-blank-line = no blank line before it, and no date
border-no-envelope = neither address nor date, but header lines follow
border-one-header = only one header line follows
border-in-headers = within a header
border-no-headers = no header line follows
border-content-length = within the length that the message before declares (Content-Length)
border-plan = your decision
border-context = Text around it
border-make-border = Begin a message here
border-make-text = Join with the message before
change-borders = Borders of { $source }: { $value }
charset-of = Charset of { $source }
charset-auto = automatic (label, content)
charset-before = By its label
charset-after = as read
