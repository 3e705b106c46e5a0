# Notices: who is told what, by which way, and whether it arrived.
notice-dossier-coded = Application { $code }
notice-dossier-uncoded = The application you handed in
notice-dossier-uncoded-desk = A dossier not yet received

notice-name-received = Application received
notice-name-supplement = Something is missing
notice-name-not-accepted = Application not accepted
notice-name-decided = There is a result
notice-name-returned = Result handed over
notice-name-apology = Late, with our apology
notice-name-stopped = Application stopped
notice-name-corrected = Application corrected
notice-name-payment = A payment is needed
notice-name-message = New message
notice-name-work = New work
notice-name-supplied = Completed by the applicant
notice-name-withdrawn = Taken back
notice-name-half = Half of the time is used
notice-name-most = A fifth of the time is left
notice-name-due = Due
notice-name-overdue = Overdue

notice-says-received = { $dossier } has been received.
notice-says-received-due = { $dossier } has been received. Result by { $due }.
notice-says-supplement = { $dossier } needs something from you. The clock is stopped until you send it.
notice-says-not-accepted = { $dossier } was not accepted. The reason and the ways on are in the application.
notice-says-decided = { $dossier } has a result. See it, and how to collect it, in the application.
notice-says-returned = { $dossier }: the result was handed over. If you did not receive it, call the office that took your application.
notice-says-apology = { $dossier } is late. We are sorry. The new date and the reason are in the application.
notice-says-apology-due = { $dossier } is late. We are sorry. New date: { $due }.
notice-says-stopped = { $dossier } was stopped. The reason is in the application.
notice-says-corrected = { $dossier } was corrected by the office. Both versions and the reason are in the application.
notice-says-payment = { $dossier } waits for your payment. The clock is stopped until it arrives.
notice-says-message = { $dossier } has a new message. Messages do not change the time limit.
notice-says-work =
    { $count ->
        [one] There is new work in your inbox.
       *[other] There are { $count } new pieces of work in your inbox.
    }
notice-says-supplied = { $dossier } was completed by the applicant. The clock runs again.
notice-says-withdrawn = { $dossier } was taken back by the applicant. Nothing more to do.
notice-says-half = { $dossier } has used half of its time. Due { $due }.
notice-says-most = { $dossier } has a fifth of its time left. Due { $due }.
notice-says-due = { $dossier } is due { $due }.
notice-says-overdue = { $dossier } has been overdue since { $due }. Hand over the result, or apologise with a new date.

notice-subject-received = { $dossier }: received
notice-subject-supplement = { $dossier }: something is missing
notice-subject-not-accepted = { $dossier }: there is an answer
notice-subject-decided = { $dossier }: there is an answer
notice-subject-returned = { $dossier }: result handed over
notice-subject-apology = { $dossier }: a new date
notice-subject-stopped = { $dossier }: there is an answer
notice-subject-corrected = { $dossier }: something changed
notice-subject-payment = { $dossier }: it is your turn
notice-subject-message = { $dossier }: new message
notice-subject-work = New work in your inbox
notice-subject-supplied = { $dossier }: completed
notice-subject-withdrawn = { $dossier }: taken back
notice-subject-half = { $dossier }: half of the time is used
notice-subject-most = { $dossier }: little time is left
notice-subject-due = { $dossier }: due
notice-subject-overdue = { $dossier }: overdue
notice-subject-summary = One door: { $count } news of the day
notice-subject-code = The code for your address

notice-mail-greeting = Hello,
notice-mail-look = Have a look: { $address }
notice-mail-summary = Since last time there are { $count } news:
notice-mail-foot = Sent by the one-stop system; answers are not read. Choose how you are told: { $address }
notice-mail-foot-no-account = Sent by the one-stop system; answers are not read. Your address was written down with the application.
notice-mail-code = Code: { $code }. It is good for 15 minutes. If you did not ask for it at { $address }, there is nothing to do.

notice-title = Notices
notice-preferences-link = How I am told
notice-none = No notices yet
notice-none-text = When there is news about your applications, it stands here.
notice-unread =
    { $count ->
        [one] { $count } unread notice
       *[other] { $count } unread notices
    }
notice-read-all = Mark all as read
notice-new = New

notice-preferences-title = How you are told
notice-back-account = Account
notice-done = Done.
notice-done-saved = Your choices are kept.
notice-done-code = We sent a code of six digits to the new address. Enter it below.
notice-done-address = The new address is confirmed and used from now on.
notice-only-account = News stand in the account only.
notice-only-account-text = This place sends neither e-mail nor messages to telephones yet.
notice-kind-legal = What the law wants you told
notice-kind-legal-hint = Receipt, missing papers, result, refusal, apology for a delay.
notice-kind-message = Messages
notice-kind-message-hint = Messages between you and the office about an application.
notice-kind-work = Work of the office
notice-kind-work-hint = New work, dossiers that were completed or taken back.
notice-kind-reminder = Reminders
notice-kind-reminder-hint = At half of the time, at four fifths, when due and when overdue.
notice-always-account = Always in the account; this cannot be switched off.
notice-channel = Way
notice-channel-account = In the account
notice-channel-email = E-mail
notice-channel-phone = Telephone (text message or Zalo)
notice-mode-at-once = At once
notice-mode-daily = Gathered, once a day
notice-mode-never = No
notice-language = Language of the notices
notice-save = Save
notice-busy = Sending…
notice-address-email = E-mail address
notice-address-phone = Telephone number
notice-address-none = There is no address yet, so nothing is sent this way.
notice-address-confirmed = Sent to { $address }, confirmed.
notice-address-given = Sent to { $address }, as you gave it when registering.
notice-address-other = Use another address
notice-address-hint = We send a code of six digits there; the address is used once you have entered it.
notice-address-send = Send the code
notice-code-sent = The code was sent to { $address }.
notice-code = Code of six digits
notice-code-send-back = Confirm
notice-refusal-no-channel = This place does not send anything that way yet
notice-refusal-no-mail-address = Enter an e-mail address like name@example.vn
notice-refusal-no-telephone = Enter a telephone number of 9 to 15 digits
notice-refusal-too-soon = A code was just sent; ask for another in a minute
notice-refusal-too-many = Five codes were sent today; you can ask again tomorrow
notice-refusal-not-sent = The code could not be sent; check the address and try again in a minute
notice-refusal-expired = The code is too old; ask for a new one
notice-refusal-wrong-code = This is another code; check the six digits in the newest message
notice-refusal-too-many-tries = Five wrong codes were entered; ask for a new one

notice-administration-title = Delivery of notices
notice-not-configured = Not configured.
notice-no-mail = There is no mail server (MOTCUA_SMTP): no e-mail is sent.
notice-no-gateway = There is no gateway (MOTCUA_WEBHOOK): nothing is sent to telephones.
notice-sums = Deliveries by way and state
notice-parked = Entries nobody was told of
notice-parked-text = The program could not understand these entries of the journal, so nobody was told. Other dossiers are not affected.
notice-parked-again = Read again
notice-state = State
notice-state-waiting = Waiting
notice-state-sending = Being sent
notice-state-sent = Sent
notice-state-failed = Failed, will be tried again
notice-state-given-up = Given up
notice-any-state = Any state
notice-any-channel = Any way
notice-filter = Filter
notice-no-deliveries = No deliveries
notice-no-deliveries-text = Nothing that left the node fits the filter.
notice-made = Asked for
notice-sent-to = To
notice-attempts = Attempts
notice-next = Next attempt { $when }
notice-try-again = Try again
notice-problem-unreachable = The server does not answer
notice-problem-refused = The address was refused
notice-problem-busy = The server is busy
notice-problem-server-refused = The server does not take us; check the settings
notice-problem-no-starttls = The server cannot encrypt the connection
notice-problem-no-trust = The server's certificate is not trusted
notice-problem-no-address = There is no address
notice-problem-interrupted = The program stopped while sending; it may have arrived and is not sent again by itself

notice-told-title = Who was told
notice-told-none = Nobody was told about this dossier yet.
notice-told-what = What
notice-told-who = Whom
notice-told-when = When
notice-told-how = By which way, and did it arrive
notice-told-applicant = Applicant
notice-told-account-read = Account: read { $when }
notice-told-account-unread = Account: not read yet
notice-told-way = { $channel } { $address }: { $state }
