# The tracking book and the process control slip.
dossier-book = Tracking book
dossier-book-shop = One-stop shop
dossier-book-year = Year
dossier-book-day = One day only
dossier-book-says =
    { $count ->
        [one] The book has { $count } line and was opened on { $day }. Ordinals begin at 01 each year and are never given twice.
       *[other] The book has { $count } lines and was opened on { $day }. Ordinals begin at 01 each year and are never given twice.
    }
dossier-book-empty = There is no book yet
dossier-book-empty-text = A book is opened when the first dossier of a year is received.
dossier-book-no-lines = No dossier was received on this day
dossier-book-whole = See the whole book
dossier-book-print-day = Print the day (PDF)
dossier-book-print-year = Print the year (PDF)
dossier-book-workbook-day = Excel of the day
dossier-book-workbook-year = Excel of the year
dossier-book-volumes = Print by volume
dossier-book-volume = Volume { $number }: { $first } to { $last } (PDF)
dossier-book-too-long = This day is too long to print at once.
dossier-book-too-long-text = Take the Excel file of the day, or print by volume.
dossier-book-sheet-title = Tracking book { $part }
dossier-book-keeper = Kept by
dossier-book-way-counter = At the counter
dossier-book-way-online = Electronic
dossier-book-way-post = By post
dossier-book-moved = new date { $day }
dossier-book-ended-withdrawn = withdrawn { $day }
dossier-book-ended-stopped = stopped { $day }
dossier-book-head-ordinal = No.
dossier-book-head-code = Dossier code
dossier-book-head-procedure-code = Procedure code
dossier-book-head-procedure = Procedure
dossier-book-head-sets = Sets
dossier-book-head-applicant = Applicant
dossier-book-head-address = Address
dossier-book-head-phone = Telephone
dossier-book-head-office = Solving office
dossier-book-head-received = Received
dossier-book-head-due = Due
dossier-book-head-returned = Handed over
dossier-book-head-way = Way
dossier-book-head-receiver = Taken by
dossier-book-head-note = Note
dossier-purpose-book = Keeping the tracking book
dossier-form-control = Process control slip (PDF)
dossier-control-account = The applicant's account
dossier-control-waiting = Waiting for parallel steps
dossier-book-ordinal = No. { $number }
