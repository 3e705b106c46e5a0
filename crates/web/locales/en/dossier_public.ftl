# Applying: beginning
dossier-public-begin-title = Apply online
dossier-public-begin-unfinished = You have begun this application
dossier-public-begin-saved = Last saved at { $moment }.
dossier-public-begin-continue = Continue
dossier-public-begin-another = Or begin another one
dossier-public-begin-start = Begin
dossier-public-begin-kept = Everything you type is kept as a draft that opens on any device. Nobody sees it before you hand it in.
dossier-public-places = Addresses of the offices
dossier-public-office = Office that receives it
dossier-public-office-hint = Any office of the province will do; it passes the application to the one that decides. We remember this choice.
dossier-public-office-choose = Choose an office
dossier-public-office-missing = Choose the office that receives your application
dossier-public-busy = Saving…

# Applying: steps
dossier-public-step-declare = Your details
dossier-public-step-papers = Papers
dossier-public-step-review = Check and hand in
dossier-public-draft-line = Draft saved at { $time }, kept until { $date }
dossier-public-draft-elsewhere = Not saved: the draft was just changed in another window. Press “Save and continue” to compare.
dossier-public-save-next = Save and continue
dossier-public-save-later = Save the draft for later
dossier-public-discard-link = Discard this draft
dossier-public-form-basis = The form follows { $basis }.
dossier-public-back-declare = Back to step 1
dossier-public-back-papers = Back to step 2

# Applying: papers
dossier-public-papers = Papers
dossier-public-papers-lead = Photograph or scan each paper with all four corners. Leave out what you do not have; you can send it later.
dossier-public-papers-none = No list of papers.
dossier-public-papers-none-text = The source names no papers. If you have something that belongs to it, send it below.
dossier-public-papers-case = Case: { $case }
dossier-public-papers-hint = Originals: { $originals }, copies: { $copies }. Online, send a PDF, a picture or a DOCX, up to 20 MB each.
dossier-public-papers-form = On the form: { $form }
dossier-public-papers-other = Other papers
dossier-public-other-name = Name of the paper
dossier-public-other-hint = For example: power of attorney
dossier-public-other-missing = Name the paper of the chosen file, then choose the file again
dossier-public-other-file = File
dossier-public-file-hint = PDF, picture or DOCX, up to 20 MB
dossier-public-file-refused = The file “{ $file }” was not taken. { $why }
dossier-public-remove = Remove
dossier-public-open = Open
dossier-public-upload-next = Save and continue
dossier-public-upload-stay = Upload and stay here
dossier-public-uploading = Uploading…

# Applying: check and hand in
dossier-public-change = Change
dossier-public-papers-empty = You have not sent any paper.
dossier-public-papers-change = Add or remove papers
dossier-public-lacking = Some papers have no file.
dossier-public-lacking-text = Not every paper of the list is needed in your case. If one is, the office will ask for it once.
dossier-public-where = Where it goes and how the result comes
dossier-public-way = How do you want the result?
dossier-public-way-missing = Choose how you want the result
dossier-public-way-counter = At the counter
dossier-public-way-counter-hint = Bring your identity card to the office that receives the application.
dossier-public-way-online = Electronic document
dossier-public-way-online-hint = Download it from the page of your application; a QR code shows that it is genuine.
dossier-public-way-post = Public post
dossier-public-way-post-hint = Sent to the address you gave; the post charges the postage.
dossier-public-then-title = If you hand in now
dossier-public-then-answer = The counter answers whether it is received
dossier-public-then-answer-text = If it is, you get a code and a slip with the date. If something is missing, you are told once, and completely.
dossier-public-then-limit = Time limit
dossier-public-then-limit-text = { $limit }, counted from receipt
dossier-public-then-limit-unknown = The source does not state it clearly; the date will stand on the slip
dossier-public-then-code = You get a code and the date of the result
dossier-public-then-code-text = The time limit runs from receipt.
dossier-public-agree = What stands above is true. I understand that a false statement may cost me the result and be dealt with by law.
dossier-public-agree-missing = Tick that what stands above is true
dossier-public-submit = Hand in
dossier-public-sending = Sending…

# Two windows
dossier-public-conflict-title = The draft was just changed in another window
dossier-public-conflict-lead = The last save at { $moment } did not come from this window. Nothing was overwritten: choose which one to keep.
dossier-public-conflict-caption = What differs
dossier-public-conflict-field = Field
dossier-public-conflict-here = In this window
dossier-public-conflict-saved = Saved
dossier-public-conflict-empty = (empty)
dossier-public-conflict-same = Both are the same.
dossier-public-conflict-keep = Keep what is in this window
dossier-public-conflict-take = Use what is saved
dossier-public-conflict-text = This was just changed somewhere else. Open the page again to see the latest version and go on.
dossier-public-wrong-state = The application has moved on, so this can no longer be done. Open it again to see where it stands.

# One's own dossiers
dossier-public-mine-title = My applications
dossier-public-mine-handed-in = Handed in
dossier-public-mine-empty = You have not applied for anything yet
dossier-public-mine-empty-text = What you hand in at a counter appears here only when the counter links it to this account.
dossier-public-find = Find a procedure
dossier-public-drafts = Drafts
dossier-public-draft-resume = Continue
dossier-public-draft-discard = Discard
dossier-public-no-code = No code yet: waiting to be received
dossier-public-handed-in-at = Handed in at { $moment }
dossier-public-news-lead = Done.
dossier-public-news-saved = The draft is saved. Open it again at any time.
dossier-public-news-discarded = The draft was discarded.
dossier-public-news-handed-in = This draft is gone: it was handed in, or discarded. See the list below.
dossier-public-discard-title = Discard the draft?
dossier-public-discard-text = What you typed and the files you uploaded will no longer belong to this application. This cannot be undone.
dossier-public-discard-do = Discard the draft
dossier-public-discard-keep = Keep it and continue

# Right after handing in
dossier-public-handed-in-title = Your application has arrived
dossier-public-what-next = What happens next
dossier-public-at-the-latest = At the latest { $moment }
dossier-public-after-receipt = After receipt
dossier-public-next = next
dossier-public-follow = Follow the application
dossier-public-changed-mind = Changed your mind?
dossier-public-changed-mind-text = Until it is received you can take it back.

# The dossier
dossier-public-due-result = Result due
dossier-public-due-answer = Answer due
dossier-public-says-new = { $office } answers whether it is received, at the latest { $due }.
dossier-public-says-received = It was received and passed to { $office }. Result by { $due }.
dossier-public-says-not-accepted = It was not received. The reason stands below; you can correct it and apply again.
dossier-public-says-in-process = { $office } is working on it. Result by { $due }.
dossier-public-says-supplement-requested = We are waiting for you. The clock is stopped until you send what is missing.
dossier-public-says-financial-requested = We are waiting for your payment as notified. The clock is stopped until you pay.
dossier-public-says-withdrawn = You took this application back. There is nothing left to do.
dossier-public-says-stopped = The work was stopped at your wish.
dossier-public-says-decided = There is a result. { $office } will hand it over the way you chose.
dossier-public-says-returned = The result is in your hands. The application is finished.
dossier-public-stage-handed-in = Handed in
dossier-public-stage-received = Received
dossier-public-stage-in-work = In work
dossier-public-stage-result = Result
dossier-public-did = What was done
dossier-public-when = { $weekday }, { $time }
dossier-public-before = by { $time }
dossier-public-now = Now
dossier-public-did-submitted = You handed in online
dossier-public-did-received = Received, code { $code }
dossier-public-did-not-accepted = Not received
dossier-public-did-supplement-requested = Something is missing, the clock stopped
dossier-public-did-supplemented = You sent what was missing, the clock runs again
dossier-public-did-claimed = An officer took it on: { $task }
dossier-public-did-completed = Step done: { $task }
dossier-public-did-sent-back = Back to an earlier step: { $task }
dossier-public-did-decided-approved = There is a result, number { $number }
dossier-public-did-decided-refused = Refused, letter number { $number }
dossier-public-did-returned-counter = Result handed over at the counter
dossier-public-did-returned-online = Result handed over as an electronic document
dossier-public-did-returned-post = Result sent by post
dossier-public-did-withdrawn = You took the application back
dossier-public-doing = In work: { $task }
dossier-public-task-intake = looking at what was handed in
dossier-public-task-return = handing over the result
dossier-public-result-to-come = The result is handed over
dossier-form-slip = Slip of receipt and date of result (PDF)
dossier-form-supplement = Request to complete the dossier (PDF)
dossier-form-refusal = Refusal to receive the dossier (PDF)
dossier-public-result = Result
dossier-public-result-download = Download the result
dossier-public-result-verify = Page that shows it is genuine
dossier-public-declared = What you declared and sent
dossier-public-ask = Ask about this application
dossier-public-want = You want to
dossier-public-looks = Who looked at your data
dossier-public-looks-none = No officer has opened what you declared.

# Answering a supplement request
dossier-public-your-turn = Your turn
dossier-public-supplement-title = Send what is missing
dossier-public-supplement-lead = { $count ->
    [one] One item is missing.
   *[other] { $count } items are missing.
 } The clock is stopped and runs again once you send. You can be asked for this only once.
dossier-public-supplement-answer = Send it now
dossier-public-supplement-file = File for this item
dossier-public-supplement-form = Change the form
dossier-public-supplement-form-hint = Only when the missing item stands in the form. What you declared is still there.
dossier-public-supplement-send = Send
dossier-public-supplement-nothing = Send at least one file, or change the form

# Withdrawing
dossier-public-withdraw-title = Take the application back?
dossier-public-withdraw-link = Take the application back
dossier-public-withdraw-text = This closes the application. To go on later you apply anew.
dossier-public-withdraw-reason = Reason
dossier-public-withdraw-do = Take it back
dossier-public-withdraw-keep = Keep it
dossier-public-back-dossier = Back to the application

# Looking up by code
dossier-public-track-title = Track an application
dossier-public-track-lead = With its code you see how far an application has come, without signing in.
dossier-public-track-code = Code of the application
dossier-public-track-hint = Printed on the slip, for example H49.36.01-261124-0007. Small letters and spaces do no harm.
dossier-public-track-button = Look up
dossier-public-track-unreadable = A code has the office, the day and a number, for example H49.36.01-261124-0007. Look at the slip again.
dossier-public-track-unknown = There is no application with the code { $code }
dossier-public-track-unknown-text = A digit may be wrong, or it was handed in in another province. Before it is received, an application has no code.
dossier-public-track-own = My applications (sign in)
dossier-public-track-privacy = Anyone can look up a code, so only the degree of completion is shown. Details, names and papers are for the applicant alone.
dossier-public-track-handed-in = Handed in, waiting to be received
dossier-public-track-received = Received
dossier-public-track-in-work = In work
dossier-public-track-result-ready = The result is ready
dossier-public-track-closed = Finished
dossier-public-file-missing = Upload the file “{ $name }”: this form needs it
