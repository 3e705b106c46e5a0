# Where people hand in and collect
organisation-places-title = Where to apply and collect
organisation-places-lead = You can hand in at any of these centres, wherever in the province you live. The centre passes your application on to the office that decides.
organisation-places-search = Find by name of commune or ward
organisation-places-search-hint = New or old name, with or without accents. For example: Hong Gai, Yet Kieu
organisation-places-count = { $count ->
    [one] { $count } place in the province
   *[other] { $count } places in the province
}
organisation-places-found = { $count ->
    [one] { $count } place named “{ $query }”
   *[other] { $count } places named “{ $query }”
}
organisation-places-none = No place is named “{ $query }”
organisation-places-none-text = Try the old name of the commune or ward, or type fewer letters. Any other place in the province takes your application too.
organisation-places-all = See all places
organisation-places-address-lead = No street addresses yet.
organisation-places-address-text = The official sources we have name no street addresses of the centres. We do not make them up.
organisation-places-province = Takes applications from the whole province
organisation-places-area = In { $area }
organisation-places-former = Before 1 July 2025: { $names }
organisation-places-hours = Hours: 7:30–11:30 and 13:00–17:00, Monday to Friday, except on public holidays.
organisation-places-open = Open now
organisation-places-opens = Closed now, opens again at { $moment }

# API
organisation-api-query = The query cannot be read
organisation-api-level = level is province, district or commune
organisation-api-kind = kind is committee, department, centre, police, division or vertical
organisation-api-cursor = cursor must be the next of the page before
organisation-api-limit = limit is between 1 and 200
