# Deadline chip
web-chip-days-left =
    { $count ->
        [one] { $count } day left
       *[other] { $count } days left
    }
web-chip-tomorrow = Tomorrow { $time }
web-chip-next-day = { $day }, { $time }
web-chip-today = Today { $time }
web-chip-late-days =
    { $count ->
        [one] { $count } day late
       *[other] { $count } days late
    }
web-chip-late-just = Just past due
web-chip-late-time = { $time } late
web-chip-stopped-supplement = Stopped, waiting for you
web-chip-stopped-payment = Stopped, payment due
web-chip-done-on-day = On time
web-chip-done-early =
    { $count ->
        [one] { $count } day early
       *[other] { $count } days early
    }
web-chip-done-late-days =
    { $count ->
        [one] { $count } day late
       *[other] { $count } days late
    }
web-chip-done-late-time = { $time } late
web-chip-note-time-left = { $time } left
web-chip-note-days-left =
    { $count ->
        [one] { $count } day left
       *[other] { $count } days left
    }
web-chip-minutes = { $minutes } min
web-chip-hours =
    { $hours ->
        [one] { $hours } hour
       *[other] { $hours } hours
    }
web-chip-hours-minutes = { $hours } h { $minutes } min

# Calendar of an explanation
web-calendar-caption = Day by day, from handing in to the due date
web-calendar-months-caption = Month by month, from handing in to the due date
web-calendar-month-head = Month
web-calendar-month = { $month } { $year }
web-calendar-day-month = { $day }/{ $month }
web-calendar-handed-in = sent
web-calendar-received = in
web-calendar-stopped = stop
web-calendar-holiday = off
web-calendar-legend-counted = counted day
web-calendar-legend-dropped = counted, then dropped
web-calendar-legend-stopped = clock stopped
web-calendar-legend-off = day off
web-calendar-legend-due = due date
web-calendar-legend-today = today

# Limits
web-limit-working-days =
    { $count ->
        [one] { $count } working day
       *[other] { $count } working days
    }
web-limit-working-hours =
    { $count ->
        [one] { $count } working hour
       *[other] { $count } working hours
    }
web-limit-calendar-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
web-limit-months =
    { $count ->
        [one] { $count } month
       *[other] { $count } months
    }
web-limit-same-day = the same day
web-limit-transfer = handed on the same day

# Why a due date is what it is. Two stars make bold.
web-story-title = Why { $date }?
web-story-title-stopped = Why is there no date yet?
web-story-received-in-hours = Received at **{ $from }**, in working hours.
web-story-received-outside-hours = Handed in at **{ $from }**, outside working hours, so it counts as received at **{ $to }**.
web-story-receipt-not-counted = The day of receipt is not counted.
web-story-limit = The time limit is **{ $limit }**.
web-story-limit-first-due = The time limit is **{ $limit }**. First due date: **{ $to }**.
web-story-count-working-days = Working day number { $amount } is **{ $to_day }**, closing at **{ $time }**.
web-story-count-half-day = Half a day more, four working hours: until **{ $to }**.
web-story-count-working-hours = The working hours ({ $amount }) are used up at **{ $to }**.
web-story-count-calendar-days = Day number { $amount } after receipt is **{ $to_day }**, closing at **{ $time }**.
web-story-count-months =
    { $amount ->
        [one] One month after receipt is **{ $to_day }**, closing at **{ $time }**.
       *[other] { $amount } months after receipt is **{ $to_day }**, closing at **{ $time }**.
    }
web-story-moved-to-working-day = { $from_day } is not worked, so the due date moves to **{ $to }**.
web-story-same-day = Received by 15:00, so it is due at the end of the same day: **{ $to }**.
web-story-next-day = Received after 15:00, so it is due at the end of the next working day: **{ $to }**.
web-story-next-morning = Received after 15:00, so it is due at the opening of the next working day: **{ $to }**.
web-story-stopped-supplement = At **{ $from }** papers were asked for: the clock **stopped** until they are complete.
web-story-stopped-supplement-late = At **{ $from }**, already past due, papers were asked for: the clock **stopped**, but the application stays late.
web-story-stopped-payment = At **{ $from }** a payment was asked for: the clock **stopped** until it is made.
web-story-stopped-payment-late = At **{ $from }**, already past due, a payment was asked for: the clock **stopped**, but the application stays late.
web-story-restarted = Papers complete at **{ $from }**: { $limit } **counted anew**.
web-story-resumed = From **{ $from }** the remaining working time ({ $left }) is counted on, until **{ $to }**.
web-story-extension-accepted = At **{ $from }** the agency asked for a later date, which it may once: now **{ $to }**.
web-story-extension-again = At **{ $from }** the agency asked for a later date again: it may only once, the date stays.
web-story-extension-too-late = At **{ $from }** the agency asked for a later date: too late, one working day before the due date is the last moment; the date stays.
web-story-extension-not-later = At **{ $from }** the agency asked for a date that is not later: the date stays.
web-story-finished-early = Done at **{ $from }**, before the due day.
web-story-finished-on-time = Done at **{ $from }**, on time.
web-story-finished-late = Done at **{ $from }**, late.
web-story-skipped = Not counted: { $days }.
web-story-skipped-weekends = weekends
web-story-skipped-holiday = **{ $date }, { $name }**
web-story-skipped-holidays = **{ $count } holidays from { $from } to { $to }**
web-story-skipped-many = **{ $count } holidays**
web-story-and = { " and " }
web-story-basis-civil-code = Civil Code, article { $article }
web-story-basis-decree = Decree { $law }, article { $article }
web-story-basis-calendar = Holidays of { $year }
web-story-basis-calendar-unsure = Not all holidays of { $year } have been announced: this date may still change
