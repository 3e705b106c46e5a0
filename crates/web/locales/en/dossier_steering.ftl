dossier-steering = Steering
dossier-steering-days = { $first } – { $today }
dossier-steering-period = Period
dossier-steering-period-month = Month { $number }/{ $year }
dossier-steering-period-quarter = Quarter { $number }/{ $year }
dossier-steering-period-year = Year { $year }
dossier-steering-show = Show
dossier-steering-export = Export (CSV)
dossier-steering-calls = To decide today
dossier-steering-calls-none = Nothing is overdue, due today or unclaimed.
dossier-steering-call-late = { $count ->
    [one] 1 task belongs to an overdue dossier.
   *[other] { $count } tasks belong to overdue dossiers.
}
dossier-steering-call-today = { $count ->
    [one] 1 task belongs to a dossier due today.
   *[other] { $count } tasks belong to dossiers due today.
}
dossier-steering-call-free = { $count ->
    [one] 1 task is held by nobody.
   *[other] { $count } tasks are held by nobody.
}
dossier-steering-call-open = { $count ->
    [one] Open 1 task
   *[other] Open { $count } tasks
}
dossier-steering-stock = Dossiers in, out and remaining
dossier-steering-equal = Both sides are equal: { $whole } dossiers.
dossier-steering-on-time = On time in the period: { $share } ({ $good } of { $decided } completed).
dossier-steering-on-time-none = Nothing was completed in the period, so there is no on-time rate yet.
dossier-steering-definition = Open at the start: received, with no result when the period began. Overdue counts from the day after the due day; time stopped for a supplement does not count.
dossier-steering-ways = Handed in here in the period
dossier-steering-way-counter = at the counter
dossier-steering-way-online = online
dossier-steering-way-post = by post
dossier-steering-way-refused = not accepted
dossier-steering-way-returned = results handed over
dossier-steering-units = By office
dossier-steering-unit = Office
dossier-steering-whole = All
dossier-steering-more = { $count } more offices are in the export.
dossier-steering-left = Remaining
dossier-steering-due-today = Due today
dossier-steering-overdue = Overdue
dossier-steering-decided = Completed
dossier-steering-share = On time
dossier-steering-late-share = Late in the period
dossier-steering-empty = No figures in this period yet
dossier-steering-empty-text = The office has neither received nor completed a dossier in the period.
dossier-steering-late = Overdue, longest first
dossier-steering-late-none = No dossier is overdue.
dossier-steering-late-all = See all overdue tasks
dossier-steering-late-by = Late
dossier-steering-late-where = Now at
dossier-steering-head-office = Office
dossier-steering-head-opening = Open at the start
dossier-steering-head-received = Received
dossier-steering-head-early = Early
dossier-steering-head-on-time = On the day
dossier-steering-head-late = Late
dossier-steering-head-closed = Withdrawn or stopped
dossier-steering-head-left = Remaining
dossier-steering-head-due-today = Due today
dossier-steering-head-overdue = Overdue
dossier-steering-head-stopped = Stopped
dossier-steering-head-share = On time
dossier-list = Dossiers
dossier-list-text = Dossier code or procedure code
dossier-list-text-hint = For example H49.32.01-261124-0001 or 1.001193
dossier-list-state = State
dossier-list-any-state = Any state
dossier-list-filter = Filter
dossier-list-unreadable = Enter a dossier code (such as H49.32.01-261124-0001) or a procedure code (such as 1.001193). Look for names of applicants in the inbox.
dossier-list-figure-opening = Only dossiers open when the period began.
dossier-list-figure-received = Only dossiers received in the period.
dossier-list-figure-decided = Only dossiers completed or stopped in the period.
dossier-list-figure-closed = Only dossiers withdrawn or stopped in the period.
dossier-list-figure-left = Only dossiers that remain.
dossier-list-all = See all dossiers
dossier-list-empty = No dossiers
dossier-list-empty-text = No dossier you may see matches this filter.
dossier-list-head-code = Dossier code
dossier-list-head-procedure = Procedure code
dossier-list-head-procedure-name = Procedure
dossier-list-head-applicant = Applicant
dossier-list-head-state = State
dossier-list-head-office = Held by
dossier-list-head-submitted = Handed in
dossier-list-head-received = Received
dossier-list-head-due = Due
dossier-list-head-finished = Completed
