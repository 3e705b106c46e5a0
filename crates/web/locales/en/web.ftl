# Brand and shell
web-brand = Một cửa
web-language-own-name = English
web-languages = Languages
web-skip = Skip to the main content
web-demo-short = Demonstration
web-demo-rest = – people and dossiers here are invented
web-demo-desk = demonstration, invented data
web-contents = Menu
web-nav-label = Main sections
web-nav-procedures = Procedures
web-nav-track = Track
web-nav-counters = Counters nearby
web-nav-deadline = Due dates
web-nav-inbox = Inbox
web-nav-reception = Reception
web-nav-steering = Steering
web-nav-administration = Administration
web-nav-mine = My applications
web-header-search = Find a procedure
web-sign-in = Sign in
web-sign-out = Sign out
web-breadcrumbs = You are here
web-search-button = Search
web-desk-search-label = Find a dossier
web-desk-search-hint = Code, name…
web-desk-as-of = Figures as of { $moment }
web-desk-public-site = Public site
web-pager = Pages
web-pager-previous = Previous
web-pager-next = Next

# Footer
web-footer-help = Need a person?
web-footer-call = Call { $number }
web-footer-hours = 7:30–17:00, Monday to Friday. Or go to any counter in the province: it need not be where you live.
web-footer-services = Services
web-footer-find = Find a procedure
web-footer-track = Track an application
web-footer-deadline = When is my answer due?
web-footer-mine = Yours
web-footer-my-dossiers = My applications
web-footer-register = Create an account
web-footer-about = About this site
web-footer-api = Open data and API
web-footer-components = Components
web-footer-node = Node { $name } ({ $code })
web-footer-responsible = Content: { $office }
web-footer-demo = Demonstration { $version }: people and dossiers are invented

# Forms
web-errors-title =
    { $count ->
    [one] There is { $count } thing to correct
    *[other] There are { $count } things to correct
    }
web-errors-kept = What you typed is still here.
web-error-prefix = Error:
web-field-optional = (optional)
web-field-day = Day
web-field-month = Month
web-field-year = Year
web-field-wrong = Is this wrong?
web-step-done = (done)
web-step-count = Step { $number } of { $whole }

# Errors as pages
web-error-not-found-title = There is no such page
web-error-not-found-text = The address is wrong, or you cannot see this content.
web-error-method-title = This address does not take that method
web-error-refused-title = This cannot be done yet
web-error-conflict-text = Someone else has just changed this. Open it again, see what differs, then send again.
web-error-bad-request-text = We could not read what was sent. Go back one page and send it again.
web-error-sign-in-title = Sign in to go on
web-error-sign-in-text = This page opens after you sign in. You will come back to this very place.
web-error-expired-title = You were signed out after a long pause
web-error-expired-text = Nothing that was saved is lost. Sign in again to go on.
web-error-too-large-title = The file is too large
web-error-too-large-text = Each file may have up to 20 MB. Make the picture smaller or split the file, then upload again.
web-error-too-many-title = Too many attempts
web-error-too-many-text =
    { $minutes ->
    [one] Wait { $minutes } minute, then try again. If it is urgent, call us.
    *[other] Wait { $minutes } minutes, then try again. If it is urgent, call us.
    }
web-error-fault-title = Something failed on our side
web-error-fault-text = What you typed is kept. Try again in a few minutes.
web-error-incident = If it still fails, call { $number } and read out the number
web-error-ways = You can
web-error-way-find = Use everyday words.
web-error-way-track = The code on your receipt is enough.
web-error-way-inbox = Your tasks and those of your team, by due date.
web-problem-fields-title = Some fields need correction
web-problem-not-json = The body of the request must be JSON

# Legal states
web-state-new = Handed in
web-state-received = Received
web-state-not-accepted = Not accepted
web-state-in-process = In work
web-state-supplement-requested = Waiting for papers
web-state-financial-requested = Waiting for payment
web-state-withdrawn = Withdrawn
web-state-stopped = Stopped
web-state-decided = Decided
web-state-returned = Result returned

# Stock equation
web-stock-opening = open at the start
web-stock-received = received
web-stock-decided = completed
web-stock-closed = withdrawn
web-stock-left = remaining
web-stock-early = Early
web-stock-on-day = On the day
web-stock-late = Late
web-stock-within = Within the limit
web-stock-stopped = Stopped
web-stock-overdue = Overdue
web-stock-short-opening = Open
web-stock-short-received = Received
web-stock-short-early = Early
web-stock-short-on-day = On the day
web-stock-short-late = Late
web-stock-short-closed = Withdrawn
web-stock-short-within = Within
web-stock-short-stopped = Stopped
web-stock-short-overdue = Overdue

# Dates, times, figures
web-format-time = { $time }
web-format-date = { $day } { $month } { $year }
web-format-day-month = { $day } { $month-short }
web-format-long-date = { $weekday } { $day } { $month } { $year }
web-format-weekday-day-month = { $weekday-short } { $day } { $month-short }
web-format-date-time = { $time }, { $date }
web-format-short-date-time = { $date }, { $time }
web-format-money = { $amount } VND
web-format-percent = { $value }%

web-weekday-1 = Monday
web-weekday-2 = Tuesday
web-weekday-3 = Wednesday
web-weekday-4 = Thursday
web-weekday-5 = Friday
web-weekday-6 = Saturday
web-weekday-7 = Sunday
web-weekday-short-1 = Mon
web-weekday-short-2 = Tue
web-weekday-short-3 = Wed
web-weekday-short-4 = Thu
web-weekday-short-5 = Fri
web-weekday-short-6 = Sat
web-weekday-short-7 = Sun
web-month-1 = January
web-month-2 = February
web-month-3 = March
web-month-4 = April
web-month-5 = May
web-month-6 = June
web-month-7 = July
web-month-8 = August
web-month-9 = September
web-month-10 = October
web-month-11 = November
web-month-12 = December
web-month-short-1 = Jan
web-month-short-2 = Feb
web-month-short-3 = Mar
web-month-short-4 = Apr
web-month-short-5 = May
web-month-short-6 = Jun
web-month-short-7 = Jul
web-month-short-8 = Aug
web-month-short-9 = Sep
web-month-short-10 = Oct
web-month-short-11 = Nov
web-month-short-12 = Dec
web-account = Account
web-notices = Notices
web-notices-unread = unread
