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
