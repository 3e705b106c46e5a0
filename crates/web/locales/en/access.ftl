# Signing in and out
access-sign-in-title = Sign in
access-sign-in = Sign in
access-login = Telephone number, email address or login name
access-login-hint = For example 0912 345 678 or name@example.vn
access-password = Password
access-not-matching = The login and the password do not match. Check both and try again.
access-too-many = { $minutes ->
    [one] There were too many failed attempts. Wait { $minutes } minute and try again.
   *[other] There were too many failed attempts. Wait { $minutes } minutes and try again.
}
access-busy = Sending…
access-no-account = No account yet?
access-no-account-text = Registering takes about a minute. You need a telephone number or an email address.
access-registered-lead = We have your registration.
access-registered-text = Now sign in. If you already had an account, use the password you had before.
access-sign-out-title = Sign out
access-sign-out = Sign out
access-sign-out-text = After you sign out, nobody who uses this computer can see your applications.

# Registering
access-register-title = Create an account
access-register = Create account
access-register-text = With an account you can apply online and follow every step.
access-have-account = Already have an account? Sign in
access-name = Full name
access-name-hint = As printed on your identity card
access-name-missing = Enter your full name
access-name-too-long = A name has at most 200 characters; enter a shorter one
access-phone = Telephone number
access-phone-hint = You sign in with it and get news about your application. If you have none, enter an email address.
access-phone-unreadable = A telephone number has 9 to 15 digits, for example 0912 345 678
access-contact-missing = Enter a telephone number or an email address
access-email = Email address
access-email-unreadable = An email address looks like name@example.vn
access-personal-number = Personal number
access-personal-number-hint = The 12 digits on your identity card. We use it to fill in your forms.
access-number-wrong = The personal number has 12 digits; you entered { $digits }
access-new-password = Password
access-new-password-hint = At least 8 characters. A few unrelated words are easy to remember and hard to guess. Spaces and accents are welcome.
access-password-too-short = A password needs at least 8 characters
access-password-too-long = A password has at most 128 characters
access-password-common = Everybody tries this password first. Choose a few unrelated words.
access-password-same-as-login = The password must differ from your telephone number and email address
access-too-many-registrations = { $minutes ->
    [one] There were many registrations from this network. Wait { $minutes } minute and try again.
   *[other] There were many registrations from this network. Wait { $minutes } minutes and try again.
}

# Roles
access-role-applicant = Applicant
access-role-intake-officer = Intake officer
access-role-processing-officer = Processing officer
access-role-unit-head = Head of unit
access-role-one-stop-head = Head of one-stop shop
access-role-administrator = Administrator
access-role-auditor = Auditor

# API
access-api-unreadable = The body must be JSON with login, password and label
access-api-label = A label has 1 to 100 characters
access-password-show = Show password
access-password-hide = Hide password

# Own account
access-account-title = Your account
access-account-about = About you
access-account-language = Language
access-account-language-legend = We show pages and write to you in
access-save = Save
access-account-password = Change password
access-account-password-text = Afterwards you are signed out everywhere else.
access-password-before = Present password
access-password-after = New password
access-password-change = Change password
access-password-not-yours = This is not your password. Enter the one you sign in with.
access-account-sessions = Where you are signed in
access-session-agent = Browser
access-session-since = Signed in
access-session-seen = Last used
access-session-unknown = Unknown browser
access-session-this = here
access-sign-out-elsewhere = Sign out everywhere else
access-account-tokens = Tokens for programs
access-account-tokens-text = With a token a program acts for you over the API, with your rights, for 90 days.
access-token-label = What the token is for
access-token-label-hint = For example: nightly report
access-token-password-hint = To be sure that it is you
access-token-created = Made
access-token-expires = Ends
access-token-revoke = Revoke
access-token-create = Make a token
access-token-made = The token is made.
access-token-made-text = Copy it now: it is shown this once.
access-done = Done.
access-done-language = Your language is saved.
access-done-password = The new password counts from now on. You are signed out everywhere else.
access-done-sessions = You are signed out everywhere else.
access-done-token = The token is revoked.

# Accounts, for administrators
access-accounts-title = Accounts
access-accounts-words = Name or login
access-accounts-kind = Kind
access-accounts-state = State
access-accounts-filter = Filter
access-accounts-logins = Login
access-accounts-none = There is no such account
access-accounts-none-text = Type whole words of the name, with or without accents, or filter by less.
access-accounts-all = See all
access-kind-official = Officials
access-kind-service = Programs
access-kind-person = Applicants
access-state-open = In use
access-state-closed = Closed
access-any-role = Any role
access-any-office = Any office
access-no-office = No office
access-role = Role
access-roles = Roles
access-roles-none = This account has no role.
access-office = Office
access-office-hint = Needed, except for administrators and auditors
access-office-missing = Choose the office in which the person has this role
access-new = Create account
access-new-title = Create an official’s account
access-new-login = Login
access-new-login-hint = Letters without accents, digits, dots and dashes; or an email address or telephone number
access-new-login-unreadable = A login has at least 3 characters: letters without accents, digits, dots and dashes
access-new-login-taken = Another account has this login. Choose another one.
access-first-password = New password
access-account-created = Created
access-account-closed-at = Closed
access-grant = Give a role
access-grant-give = Give the role
access-grant-from = From
access-grant-until = Until
access-grant-revoke = Revoke
access-reset = Set another password
access-reset-text = For a password that is forgotten or known to others. The person is signed out everywhere.
access-reset-do = Set the password
access-close = Close the account
access-close-text = The person can no longer sign in and is signed out at once. What they did stays on record. You can open the account again.
access-close-do = Close the account
access-reopen = Open the account again
access-reopen-text = The person can sign in again, with the password and the roles they had.
access-reopen-do = Open the account again
access-not-oneself = Nobody closes their own account or changes their own rights. Ask another administrator.
access-done-created = The account is created.
access-done-granted = The role is given.
access-done-revoked = The role is revoked.
access-done-reset = The new password counts. Tell the person in private and ask them to change it.
access-done-closed = The account is closed.
access-done-reopened = The account is open again.
access-account-notices = Notices
access-account-notices-text = You are told when there is news about your applications.
access-account-notices-link = Choose how
