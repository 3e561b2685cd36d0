### Words of the page's first view: they are there at once; those of page.ftl come a moment later, with the views they belong to.
### Plain English: what happens first, why second.

skip = Skip to content
close = Close
show-more = Show more
rest = { $count } more in the list.
getting-ready = Getting ready…
footer = nizukuri works only on your own machine. Your files are never changed.
drop-here = Let go here to add these files

## Steps

steps = Steps
step-destination = Destination
step-files = Files
step-check = Check
step-pack = Pack
step-handover = Hand over
step-is-done = (done)
step-files-detail = { $count ->
    [one] { $count } file, { $size }
   *[other] { $count } files, { $size }
  }
step-check-detail = { $count } records read
step-handover-detail = { $count ->
    [one] { $count } bundle
   *[other] { $count } bundles
  }

## Silence

silence-badge = This page sends nothing
silence-check = Check it yourself

## Destination

destination-title = Where are you moving to?
destination-lead = Column names, dates and the size of each bundle are made to fit the destination. You can change it later.
destination-next = Choose files
destination-cap = Up to { $bundles } bundles of { $size }
destination-cap-each = Up to { $size } per bundle
destination-not-taken = Not taken this way: { $tabs }
destination-records = Help desk: mail and tables become records
destination-mail = Mail: messages stay mail, in folders
destination-zoho-desk-about = Files for the assisted migration (Zwitch).
destination-zoho-desk-import-about = Files an administrator imports without help.
destination-maildealer-about = One MBOX for each folder and state.
destination-thunderbird-about = MBOX files in the shape of your folders.
destination-roundcube-about = Files that fit under your host’s upload limit.
destination-mail-server-about = Mail of the old and the new server, merged without duplicates.
destination-eml-archive-about = ZIPs of single messages, to keep or to import.
trust-silence = Nothing is sent
trust-silence-why = Reading and converting happen on this machine.
trust-originals = Your files stay as they are
trust-originals-why = Only the packed copies are put right. Every step can be undone.
trust-nothing-lost = Nothing is dropped silently
trust-nothing-lost-why = At the end, what was read is balanced against what was packed and what was held back.

## Files

files-title = Add your files
files-lead = Mail and CSV, as files or whole folders. Each file is recognised by what is in it, not by its name.
files-drop = You can drop files and folders anywhere on this page.
files-pick = Choose files
files-pick-folder = Choose a folder
files-kinds = MBOX, EML, CSV, TSV, and ZIPs of these. Gigabytes and tens of thousands of files are fine.
files-sample = Try with sample data
files-gathering = Looking through folders… { $count } so far
files-added = { $count ->
    [one] { $count } file added.
   *[other] { $count } files added.
  }{ $known ->
    [0] {""}
   *[other] {" "}{ $known } were there already.
  }
files-list = { $count ->
    [one] { $count } file ({ $size })
   *[other] { $count } files ({ $size })
  }
files-clear = Remove all
files-remove = Remove
files-remove-one = Remove { $name }
files-replace = Replace
files-replace-one = Replace { $name } with another file
files-replaced = { $file } stands in the place of { $name }. What you decided about it stays.
files-unopened = { $count ->
    [one] One file could not be opened.
   *[other] { $count } files could not be opened.
  } See that no other program is using them and that you may read them, then add them again.
col-name = Name
col-size = Size
files-next = Check these files

## Pack

phase-starting = Getting ready
phase-reading = Reading
phase-packing = Packing
phase-verifying = Checking the bundles
live-progress = { $phase }, { $percent } %

## Hand over

previous-hint = Second run? Add the receipt.json of the first one, the results you were sent, and the new exports.
left-done = { $count ->
    [one] A finished bundle ({ $size }) is still stored here
   *[other] { $count } finished bundles ({ $size }) are still stored here
  }
left-done-why = They were packed for { $destination }. Those you have not saved yet can be saved under “Hand over”.
left-done-take = Go to hand over
left-broken = The last packing was broken off
left-broken-why = No bundle is finished, and the unfinished ones are deleted. Add the same files again to go on with what you had decided.
left-broken-take = Go on with my decisions
left-files = Files to add: { $files }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
  }
left-delete = Delete these bundles

## When something goes wrong

crash = Something broke on our side
crash-why = Your files and decisions are as they were. Please try again. If it stops at the same point, add half of the files at a time: that shows which file is the cause.
failed = It could not go on
failed-why = The reason is noted below. Please have a look and try again.
failed-start-failed = The page could not get ready
failed-start-failed-why = Your browser seems to be old, or WebAssembly is turned off. Please try a recent Chrome, Edge, Firefox or Safari.
failed-destination-unread = The destination of this site could not be read
failed-destination-unread-why = It was made for another version of this page. Please tell the site’s support. The destinations below can be used.
failed-safe = Your files are unchanged. No half-filled bundle was kept.
failed-again = Try again
failed-close = Close
