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
