# Browsing, searching, one procedure
catalogue-search-label = Find a procedure
catalogue-search-hint = Type it the way you say it, with or without Vietnamese marks. For example: birth certificate, driving licence, 1.004222

catalogue-browse-title = Procedures
catalogue-browse-lead = Choose a field or who decides. The content comes from the national database of administrative procedures and is in Vietnamese.
catalogue-browse-count = { $count ->
    [one] { $count } procedure
   *[other] { $count } procedures
}
catalogue-browse-all = Show all procedures
catalogue-browse-none = No procedure fits this choice
catalogue-browse-fields = List of fields
catalogue-filter-title = Narrow the list
catalogue-filter-field = Field
catalogue-filter-every-field = Every field
catalogue-filter-level = Who decides
catalogue-filter-every-level = Everybody
catalogue-filter-apply = Apply

catalogue-results-title = Procedures found
catalogue-results-count = { $count ->
    [one] { $count } procedure fits
   *[other] { $count } procedures fit
}
catalogue-results-best = Best match
catalogue-results-papers = Which papers do I need?
catalogue-results-not-found = Not what you need?
catalogue-results-nothing-typed = What do you need to do?
catalogue-suggestion = Did you mean
catalogue-empty-title = No procedure in the catalogue fits “{ $query }”
catalogue-empty-text = It is not your typing. The catalogue here has { $procedures } procedures of { $agencies } central agencies; procedures of other agencies exist, but we have not received their data.
catalogue-empty-try = Or try
catalogue-ways-title = You can
catalogue-way-fields = Browse by field
catalogue-way-fields-text = Civil status, residence, land, driving licences and other fields.
catalogue-way-counter = Ask at a counter near you
catalogue-way-counter-text = Every centre in the province receives you, not only the one where you live.
catalogue-unknown-title = There is no procedure with this code
catalogue-unknown-text = We found no procedure “{ $code }” among those in force. Try searching with words.

catalogue-level-commune = Commune
catalogue-level-province = Province
catalogue-level-ministry = Ministry or central agency
catalogue-level-other = Another body
catalogue-channel-online = Online
catalogue-channel-post = By post
catalogue-channel-counter = At a counter
catalogue-subject-citizen = Vietnamese citizens
catalogue-subject-overseas-vietnamese = Vietnamese living abroad
catalogue-subject-foreigner = Foreigners
catalogue-subject-official = Officials and public employees
catalogue-subject-enterprise = Enterprises
catalogue-subject-foreign-invested-enterprise = Enterprises with foreign capital
catalogue-subject-cooperative = Cooperatives
catalogue-subject-organisation = Other organisations
catalogue-subject-foreign-organisation = Foreign organisations
catalogue-subject-party-member = Party members
catalogue-subject-party-organisation = Party organisations

catalogue-lead = Decided by: { $place }. Field: { $field }.
catalogue-contents = On this page
catalogue-panel = In short, and where to apply
catalogue-promise = Apply today, result by
catalogue-promise-why = Why this date?
catalogue-limit = Time limit
catalogue-limit-by-case = Depends on the case
catalogue-limit-unsaid = Not stated in the source
catalogue-limit-basis = Time limit under { $basis }.
catalogue-fees = Fee
catalogue-fee-by-case = Depends on the case
catalogue-fee-unsaid = Not stated in the source
catalogue-fee-see-note = See the note
catalogue-fee-basis = Fee under { $basis }.
catalogue-fee-online = { $amount } online
catalogue-fee-counter = { $amount } at a counter
catalogue-fee-post = { $amount } by post
catalogue-place = Decided by
catalogue-code = Procedure code
catalogue-apply = Apply online
catalogue-not-online = The source lists no online way for this procedure. Apply at a counter or by post.
catalogue-counters = Where to apply in person
catalogue-print = Print this page
catalogue-draft = Your draft is kept from the first field on.
catalogue-papers = Papers you need
catalogue-papers-text = Choose your case. You need not hand in papers that the State already has in its databases.
catalogue-originals = { $count ->
    [one] { $count } original
   *[other] { $count } originals
}
catalogue-copies = { $count ->
    [one] { $count } copy
   *[other] { $count } copies
}
catalogue-form = Form: { $name }
catalogue-notes = Remarks about the papers
catalogue-ways = How to apply, time limit, fee
catalogue-channel = How to apply
catalogue-steps = Steps
catalogue-steps-long = Show all steps
catalogue-conditions = Requirements
catalogue-conditions-none = No requirements are stated.
catalogue-conditions-long = Show all requirements
catalogue-results = Result
catalogue-who = Who applies, who decides
catalogue-subjects = Who may apply
catalogue-level = Level of government
catalogue-agency-executing = Carried out by
catalogue-agency-competent = Decided by
catalogue-agency-coordinating = Together with
catalogue-receiving-address = Received at
catalogue-agency-owner = Responsible ministry
catalogue-law = Legal basis
catalogue-law-doubtful = Show { $count ->
    [one] { $count } number
   *[other] { $count } numbers
} that cannot be read with certainty
catalogue-source = Source: national database of administrative procedures, read in July 2026.
catalogue-source-decision = Source: national database of administrative procedures, Decision { $decision }, read in July 2026.
catalogue-source-link = See the original

catalogue-doubt-lead = The source is not clear here.
catalogue-doubt-rule = We show what it says and correct nothing by ourselves.
catalogue-doubt-name-doubtful = The source gives the name of another procedure, so we show only the code. Ask the office before you apply.
catalogue-doubt-limit-missing = No time limit is stated. The date is set when your application is received.
catalogue-doubt-limit-unclear = In some places the time limit is only a number, without days or hours, or it is missing.
catalogue-doubt-limit-varies = Several time limits are stated, depending on the case. The date is set when your application is received.
catalogue-doubt-limit-in-hours = The time limit is in hours; the source does not say whether office hours are meant.
catalogue-doubt-limit-unit-inferred = The unit of the time limit was concluded from another place in the source.
catalogue-doubt-fee-in-words = The fee is stated in words, without an amount.
catalogue-doubt-fee-missing = Nothing is stated about fees. That does not mean it is free.
catalogue-doubt-fee-doubtful = The amount seems to lack three zeros, such as “50” for “50,000”. Ask before you pay.
catalogue-doubt-papers-missing = There is no list of papers.
catalogue-doubt-legal-bases-doubtful = Some document numbers are repeated, cut or have letters too many; they stand apart below.
catalogue-doubt-legal-bases-missing = No document number can be read with certainty.
catalogue-doubt-result-missing = No result is stated.
catalogue-doubt-agency-missing = The executing agency is not named.
catalogue-doubt-text-cut = A text stops in the middle of a sentence.

# API
catalogue-api-query = The parameters of the request cannot be read
catalogue-api-q = q has at most 200 characters
catalogue-api-field = field is the name of a field in the catalogue, for example ho-tich
catalogue-api-level = level is commune, province, ministry or other
catalogue-api-cursor = cursor must be the value next of the page before
catalogue-api-limit = limit is from 1 to 100
