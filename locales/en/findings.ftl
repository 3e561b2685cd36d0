### Words for what the check found. finding-<code> is the heading, .consequence what happens if it is left,
### .remedy what to do. Headings carry no count (it is shown beside them).
### Values: $count records, $number the code's number, $field field, $found as found, $used as used, $tab tab

## Files

finding-source-empty = The file is empty
    .consequence = Nothing is imported from this file.
    .remedy = See in the old service whether the export failed.
finding-source-unknown = The file is of a kind we cannot read
    .consequence = Nothing is imported from this file.
    .remedy = Export it again as mail (MBOX, EML), as a table (CSV, TSV) or as a ZIP of these.
finding-source-unreadable = The file could not be read to its end
    .consequence = Nothing of this file is imported.
    .remedy = See whether the file was moved or deleted, and choose it again.
finding-byte-order-mark = The file begins with an encoding mark (BOM)
    .consequence = The mark was passed over. The content is unchanged.
    .remedy = Nothing needs to be done.

## Mailboxes (MBOX)

finding-mbox-no-message = No message was found
    .consequence = Nothing is imported from this file.
    .remedy = Export the mailbox from the mail program again, as MBOX.
finding-mbox-text-before-first = There is text before the first message
    .consequence = It belongs to no message and is not imported.
    .remedy = Look at the place: the start of the mailbox may be damaged.
finding-mbox-from-line-in-body = A line of text begins with “From ”
    .consequence = It was read as text, not as the start of a message.
    .remedy = Look at the place: two messages may have become one.
finding-mbox-no-blank-line = A message starts without a blank line before it
    .consequence = It was read as a new message. One message may have been split in two.
    .remedy = Look at the text before and after the place.

## Single messages

finding-message-too-large = A message is too large
    .consequence = Only its subject and addresses are read; its text and attachments are not imported.
    .remedy = If you need it, save this message from the old service separately.
finding-headers-missing = A message has neither sender nor subject
    .consequence = It is handled without knowing whose it is.
    .remedy = Look at the message, and leave it out if it is not needed.
finding-date-missing = A message has no date
    .consequence = The date was taken from elsewhere, or is left blank where there is none.
    .remedy = See whether the date used is right.
finding-date-repaired = A date was read in spite of its spelling
    .consequence = It is imported as it was read.
    .remedy = Compare before and after.
finding-message-id-missing = A message has no number of its own (Message-ID)
    .consequence = A number is made from its content. Replies may not be joined to it.
    .remedy = Nothing needs to be done.
finding-message-id-reused = Different messages carry the same number (Message-ID)
    .consequence = They are imported as separate messages.
    .remedy = Look at the places: they may be the same message after all.
finding-address-unreadable = A sender or recipient is not a readable e-mail address
    .consequence = It is kept as written, and belongs to no person.
    .remedy = Correct it in the new service if you need it.
finding-mime-truncated = A message breaks off
    .consequence = What is left of it is imported.
    .remedy = Export this message from the old service again.
finding-base64-damaged = An attachment or a text is damaged
    .consequence = It is imported as far as it could be read, and may not open.
    .remedy = Open the message in the old service and compare.
finding-nesting-too-deep = Messages within messages are nested too deeply
    .consequence = What lies deeper is kept unopened, as one attachment.
    .remedy = Nothing needs to be done.
finding-header-flood = A message has too many header lines
    .consequence = Those beyond the limit are not read; addresses may be missing.
    .remedy = Open the message in the old service and compare.
finding-mime-text-outside = There is text after the end mark of a message
    .consequence = Mail programs do not show it, so it is not imported.
    .remedy = See whether it holds anything you need.

## Encodings

finding-charset-mislabelled = The text is not in the encoding its label names
    .consequence = It was read by its content, not by its label.
    .remedy = Compare before and after.
finding-charset-missing = The text does not name its encoding
    .consequence = The encoding was found from the content.
    .remedy = See whether the text is readable.
finding-charset-undecodable = Some characters cannot be read
    .consequence = They are imported as “�”.
    .remedy = Choose another encoding, or export the file again.
finding-charset-mixed = One file holds text in two encodings
    .consequence = Each line was read on its own. Some text may be garbled.
    .remedy = See whether the places are readable.
finding-nul-bytes = The text holds bytes that are not text (NUL)
    .consequence = The new service may read the value only up to there.
    .remedy = Export the file again.
finding-characters-unwelcome = “{ $field }” holds characters the destination says not to use
    .consequence = Such a value may be refused or cut there.
    .remedy = Have them replaced by their full-width twins, or correct the values.
finding-characters-replaced = Characters the destination does not want were replaced in “{ $field }”
    .consequence = The value is written with full-width characters in their place.
    .remedy = Nothing needs to be done.
finding-control-characters = The value holds invisible control characters
    .consequence = They are imported as they are, and may look odd in the new service.
    .remedy = Nothing needs to be done; correct the value if it matters.

## Tables (CSV, TSV)

finding-table-sep-line = The file begins with a line for spreadsheets (sep=)
    .consequence = It is not the header and was passed over.
    .remedy = Nothing needs to be done.
finding-table-blank-line = There are blank lines
    .consequence = Blank lines are not imported.
    .remedy = Nothing needs to be done.
finding-table-no-rows = The table has a header and no rows
    .consequence = Nothing is imported from this table.
    .remedy = See whether the export was limited, by dates for example.
finding-header-duplicate = Two or more columns have the same header
    .consequence = The wrong column may be imported.
    .remedy = Choose the column to use when matching columns.
finding-header-blank = A column has no header
    .consequence = It is not imported.
    .remedy = If you need it, choose its field when matching columns.
finding-row-too-short = A row has too few columns
    .consequence = The missing columns were read as blank.
    .remedy = See whether the row was broken by a line end.
finding-row-too-long = A row has more columns than the header
    .consequence = Its values may be shifted by one. What is left over is not imported.
    .remedy = See whether the separators and quotes (") of the row are right.
finding-row-over-limit = A row is too large
    .consequence = The row is not imported.
    .remedy = See whether a quote (") is left open in the row.
finding-quote-stray = A quote (") stands within a value
    .consequence = It was read as written.
    .remedy = See whether the values are separated rightly.
finding-quote-unclosed = A quote (") is never closed
    .consequence = The rows after it may have become one value.
    .remedy = Correct the quote at this place and add the file again.
finding-table-unmatched = We do not know which tab this table belongs to
    .consequence = The table is not imported.
    .remedy = Choose the tab.
finding-column-unmatched = A column has no field to go to
    .consequence = The column “{ $field }” is not imported.
    .remedy = If you need it, choose its field.
finding-column-carried = The column “{ $field }” goes along under its own name
    .consequence = The new service only takes it if it has a custom field for it.
    .remedy = Make a custom field of this name there, or tell the vendor about the column.
finding-column-guessed = The field of a column was guessed
    .consequence = The column “{ $field }” is imported into the guessed field.
    .remedy = See whether the columns are matched rightly.
finding-two-faced-agent-column = “{ $field }” was read as the address of your agent
    .consequence = If it is the customer’s address, tickets go to the wrong person.
    .remedy = See whether the values are addresses of yours; if not, match the column anew.
finding-two-faced-customer-column = “{ $field }” was read as the address of the customer
    .consequence = If it is your agent’s address, the wrong person becomes the contact.
    .remedy = See whether the values are addresses of customers; if not, match the column anew.
finding-full-name-column = A column of whole names was read as family names
    .consequence = The family name will hold the whole name.
    .remedy = To split the names, split the column in your table.

## ZIPs

finding-zip-damaged = The ZIP is damaged
    .consequence = Nothing is imported from this ZIP.
    .remedy = Download or export it again.
finding-zip-multi-disk = The ZIP is split into several files
    .consequence = Nothing is imported from this ZIP.
    .remedy = Join it into one ZIP, or unpack it and add its files.
finding-zip-too-many-entries = The ZIP holds too many files
    .consequence = Nothing is imported from this ZIP.
    .remedy = Divide it into several ZIPs.
finding-zip-entry-encrypted = A file in the ZIP is locked with a password
    .consequence = The file is not imported.
    .remedy = Unpack it with the password and add the file itself.
finding-zip-entry-method = A file in the ZIP is compressed in a way we cannot read
    .consequence = The file is not imported.
    .remedy = Unpack it and add the file itself.
finding-zip-entry-overlaps = Files in the ZIP overlap each other
    .consequence = For safety, the file is not imported.
    .remedy = Make the ZIP again.
finding-zip-bomb = A file in the ZIP would unpack to an abnormal size
    .consequence = For safety, the file is not imported.
    .remedy = If it is genuine, unpack it and add the file itself.
finding-zip-entry-damaged = A file in the ZIP is damaged
    .consequence = What could be read of it may be wrong, so all its records are held.
    .remedy = Download or export it again.
finding-zip-nested = There is a ZIP within the ZIP
    .consequence = The inner ZIP is not opened, so it is not imported.
    .remedy = Unpack the inner ZIP and add it.

## E-mail addresses

finding-address-invalid = “{ $field }” holds values that are not e-mail addresses
    .consequence = The new service refuses them or joins them to nobody.
    .remedy = Correct the addresses.
finding-address-full-width = Full-width letters in “{ $field }” were made half-width
    .consequence = The corrected value is imported.
    .remedy = Nothing needs to be done.
finding-address-case = Capitals in “{ $field }” were made small letters
    .consequence = The small letters are imported.
    .remedy = Nothing needs to be done.
finding-address-trimmed = What stood around the address in “{ $field }” was taken off
    .consequence = Only the e-mail address is imported.
    .remedy = Nothing needs to be done.
finding-own-address-missing = We do not know your own e-mail addresses
    .consequence = Mail you received and mail you sent cannot be told apart.
    .remedy = Choose your own e-mail addresses.

## Dates and times

finding-date-unreadable = A value is not a readable date
    .consequence = If the field is required the record is held; else it is left blank or dated from elsewhere.
    .remedy = Write the date as year, month, day.
finding-date-zone-assumed = “{ $field }” does not name its time zone
    .consequence = It was read in the chosen zone and turned into universal time.
    .remedy = See whether the zone is right: if not, all times are shifted.
finding-date-short-year = The year in “{ $field }” has two digits
    .consequence = It was read as a year of four digits.
    .remedy = See whether the year is right.
finding-date-era = The year in “{ $field }” is of the Japanese calendar
    .consequence = It was turned into the common year.
    .remedy = Nothing needs to be done.
finding-date-reshaped = The dates in “{ $field }” were written in the form the new service takes
    .consequence = The moments are unchanged.
    .remedy = Nothing needs to be done.
finding-date-time-assumed = “{ $field }” has a date and no time
    .consequence = It is imported as midnight of that day.
    .remedy = Nothing needs to be done.
finding-date-order = “{ $field }” is earlier than a date it should follow
    .consequence = The new service refuses it or puts it in the wrong order.
    .remedy = See which of the dates is right.
finding-closed-before-created = A ticket was closed before it was created
    .consequence = The new service may refuse it.
    .remedy = See which of the two dates is right.
finding-closed-time-missing = A closed ticket does not say when it was closed
    .consequence = The new service does not show the right closing time.
    .remedy = Add the column of closing times, or decide to leave it.

## Values

finding-required-missing = The required field “{ $field }” is blank
    .consequence = The new service refuses the record, so it is held.
    .remedy = Fill in the value, or choose a column that has it.
finding-required-when-missing = “{ $field }” is blank and is needed here
    .consequence = The new service may not handle the record rightly.
    .remedy = Fill in the value.
finding-required-with-missing = “{ $field }” is blank and is needed for records with a conversation
    .consequence = The record and its conversation are not imported.
    .remedy = Fill in the value.
finding-blank-replaced = A blank “{ $field }” was filled with the agreed value
    .consequence = The new service takes no blank here, so this value is imported.
    .remedy = Nothing needs to be done.
finding-default-applies = A blank “{ $field }” will be filled by the new service
    .consequence = It gets the new service’s first value.
    .remedy = If you want another value, fill it in.
finding-value-trimmed = Spaces around “{ $field }” were taken off
    .consequence = The value is imported without them.
    .remedy = Nothing needs to be done.
finding-id-made = Rows without “{ $field }” were given one
    .consequence = It is made from the address, or from what the row says, so that a later run gives it again.
    .remedy = Nothing needs to be done, unless other files refer to these rows by an id of their own: then match its column.
finding-name-split = “{ $field }” was taken out of the whole name
    .consequence = Japanese names are read family name first, others family name last.
    .remedy = Look at a few; where one is wrong, correct it in the file.
finding-opposite-used = “{ $field }” was read from a column that says the opposite
    .consequence = Its yes is imported as no, its no as yes.
    .remedy = Look at a few.
finding-dash-blank = What stands for “nothing” in “{ $field }” was read as blank
    .consequence = It is imported as a blank.
    .remedy = Nothing needs to be done.
finding-value-too-long = “{ $field }” is too long
    .consequence = The new service refuses or cuts it. A value is only cut if you ask for it.
    .remedy = Shorten the value, or have it cut with the whole text as an attachment.
finding-value-cut = “{ $field }” is too long and is cut
    .consequence = The field holds its beginning; the whole text goes along as an attachment.
    .remedy = Nothing needs to be done.
finding-value-not-allowed = “{ $field }” holds values the new service does not take
    .consequence = The new service refuses them.
    .remedy = Choose values it takes.
finding-value-new = “{ $field }” holds values the new service does not have yet
    .consequence = They are added there as new choices.
    .remedy = See whether they are spelling mistakes.
finding-value-respelled = “{ $field }” was spelled as the new service does
    .consequence = The new spelling is imported.
    .remedy = Nothing needs to be done.
finding-boolean-reshaped = Yes and no in “{ $field }” were written as the new service does
    .consequence = The meaning is unchanged.
    .remedy = Nothing needs to be done.
finding-number-reshaped = Numbers in “{ $field }” were put in plain digits
    .consequence = They are imported without full-width digits and separators.
    .remedy = Nothing needs to be done.
finding-number-unreadable = “{ $field }” holds values that are not numbers
    .consequence = If the field is required the record is held; else it is left blank.
    .remedy = Correct the numbers.

## Ids

finding-id-duplicate = Two or more records have the same id
    .consequence = The new service refuses all but the first, so they are held.
    .remedy = Remove the double, or give different records different ids.
finding-row-replaced = Rows were replaced by the ones you corrected
    .consequence = The corrected row is sent in the place of the one that was held.
    .remedy = Nothing needs to be done.
finding-attachment-left-out = Attachments stay behind, as you chose
    .consequence = Their tickets and messages go without them.
    .remedy = Pack them in a second run (attachments only) if they are wanted later.
finding-receipt-unfit = A receipt cannot be used
    .consequence = Nothing counts as packed before: all of it would go once more.
    .remedy = Add the receipt.json of the earlier run as it was saved, for this destination.
finding-held-as-utf-8 = Held rows have characters that the charset of their file lacks
    .consequence = They are in a file of their own in UTF-8; its name ends in -utf-8.
    .remedy = Nothing needs to be done. When you have corrected them, add both files.
finding-answer-unused = Some of your answers have nothing to answer
    .consequence = They change nothing.
    .remedy = See whether names of files or values have changed. Those no longer needed can be taken back in the list of changes.
finding-value-set = Values of “{ $field }” were set as you said
    .consequence = The source files stay as they are; only what is written has the new value.
    .remedy = Each can be taken back in the list of changes.

finding-record-duplicate = The very same record was there more than once
    .consequence = It is imported once.
    .remedy = Nothing needs to be done.
finding-id-spaces = Some ids hold spaces
    .consequence = If other files spell them differently, the records are not joined.
    .remedy = See whether the other files spell them the same.
finding-id-full-width = Some ids hold full-width letters
    .consequence = If other files spell them differently, the records are not joined.
    .remedy = See whether the other files spell them the same.
finding-id-scientific = A spreadsheet has dropped digits of some ids
    .consequence = Different records may carry the same id and be mixed up.
    .remedy = Export again, and add the file without saving it in a spreadsheet.

## Links between records

finding-agent-not-listed = The agent is not in the list of agents
    .consequence = The new service gives the record to the administrator.
    .remedy = Add the agent to the list, or choose another agent.
finding-agent-missing = The ticket has no agent
    .consequence = The new service gives it to the administrator.
    .remedy = Choose an agent, or leave it.
finding-agent-matched = A record was given to another agent
    .consequence = It goes to the agent you chose.
    .remedy = See in the table of agents whether the right one is chosen.
finding-agent-by-name = The agent was found by name
    .consequence = The record goes to the one listed agent of this name.
    .remedy = See in the table of agents whether it is the same person.
finding-agent-name-only = The ticket has only the name of its agent
    .consequence = Tickets find their agent by the e-mail address alone: without one the new service gives it to the administrator.
    .remedy = Choose the agent in the table of agents.
finding-agent-default = A ticket without an agent was given to one
    .consequence = It goes to the agent you chose for all such tickets.
    .remedy = Nothing, if that is what you want.
finding-agent-left = The agent was left to the administrator
    .consequence = No agent is written, so that the new service chooses the administrator.
    .remedy = Nothing, if that is what you want.
finding-agent-inactive = The agent no longer works there
    .consequence = The new service gives the record to the administrator.
    .remedy = Activate the agent there before the import, or choose another in the table of agents.
finding-author-not-listed = The author is no active agent of the list
    .consequence = The new service may show the administrator as the author.
    .remedy = Add the agent in the table of agents, or choose another there.
finding-agent-completed = “{ $field }” was taken from the list of agents
    .consequence = The record now says what the list says of its agent.
    .remedy = Look at a few of them.
finding-agent-incomplete = “{ $field }” is blank
    .consequence = The new service wants name, address and department of each agent.
    .remedy = Add it to the list of agents, or choose one department for all.
finding-agent-spellings = One address is spelled in several ways
    .consequence = All spellings were brought together: { $number } of one address at most.
    .remedy = Nothing.
finding-agents-too-many = More different agents than an organisation has
    .consequence = Beyond { $number } they are not counted or looked at one by one.
    .remedy = See whether the column is really that of the agent; if not, match it anew.
finding-contact-missing = The ticket has no contact
    .consequence = It is not imported, nor are its conversation and attachments.
    .remedy = Fill in the contact’s id, or find the contact by e-mail address.
finding-contact-derived = The contact was found by e-mail address
    .consequence = The ticket is imported as one of this contact.
    .remedy = Look at a few of them: is it the right person?
finding-reference-missing = “{ $field }” names a record that is not there
    .consequence = The link is lost, or the record is not imported.
    .remedy = Add the missing file, or correct the value.
finding-account-not-listed = The account is not in the list of accounts
    .consequence = The contact is imported without an account.
    .remedy = Add the file of accounts too.
finding-product-not-listed = The product is not in the list of products
    .consequence = The ticket is imported without a product.
    .remedy = Add the file of products too.
finding-thread-not-listed = The message an attachment belongs to is not there
    .consequence = The attachment may hang on the ticket instead.
    .remedy = Add the file of threads too.
finding-comment-not-listed = The comment an attachment belongs to is not there
    .consequence = The attachment may hang on the ticket instead.
    .remedy = Add the file of comments too.
finding-parent-held = The record it belongs to is held
    .consequence = It cannot be imported alone, so it is held too.
    .remedy = Correct the record it belongs to, and both go.

## Conversations and people

finding-duplicate-message = The same message was there more than once
    .consequence = It is imported once.
    .remedy = Nothing needs to be done.
finding-mail-not-taken = This destination takes no mail
    .consequence = Messages are left out.
    .remedy = Choose a destination that takes mail, or export the data as tables (CSV).
finding-tab-not-taken = This destination does not take these records
    .consequence = They are left out.
    .remedy = Choose a destination that takes them, or leave the file out.
finding-replies-not-taken = Of each conversation only the first message is taken
    .consequence = { $count } later messages are left out.
    .remedy = Choose a destination that takes threads if they are needed.
finding-attachments-not-taken = This destination takes no attachments
    .consequence = { $count } attachments are left out.
    .remedy = Choose a destination that takes attachments if they are needed.
finding-subject-missing = A message has no subject
    .consequence = The ticket gets words that say so.
    .remedy = Nothing needs to be done.
finding-text-cut = A message is longer than a ticket's description may be
    .consequence = The description holds its beginning; the thread holds all of it.
    .remedy = Nothing needs to be done.
finding-reply-parent-missing = The message a reply answers is not there
    .consequence = The ticket begins with the reply.
    .remedy = Adding sent mail and older mailboxes may join them.
finding-reply-loop = Replies answer each other in a circle
    .consequence = The earliest message is taken as the first.
    .remedy = Nothing needs to be done.
finding-last-name-from-address = A person without a name got one from the address
    .consequence = A family name is required, so the first half of the address is used.
    .remedy = Correct it in the new service if it matters.

## Packing

finding-cap-total = All bundles together would be larger than the new service takes
    .consequence = Records that find no room are held.
    .remedy = Divide by dates or kinds, or ask the new service for a higher limit.
finding-cap-bundles = More files would be needed than the new service takes
    .consequence = Records that find no room are held.
    .remedy = Divide by dates or kinds, or ask the new service for a higher limit.
finding-record-over-cap = A single record is over the limit
    .consequence = No division can help, so it is held.
    .remedy = Take out large attachments or text, or hand it over separately.
finding-plain-csv-no-files = Plain CSV files cannot carry attachments
    .consequence = The attachments are held.
    .remedy = To send attachments too, choose to pack as ZIP.
finding-file-path-unfit = An attachment has a name that cannot be unpacked safely
    .consequence = The attachment is held.
    .remedy = Rename the file and add it again.
finding-file-path-taken = Two attachments would lie in the same place
    .consequence = The second is held, so that it does not replace the first.
    .remedy = Rename the file and add it again.
