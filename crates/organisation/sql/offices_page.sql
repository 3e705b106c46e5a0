-- Offices that hold on a day, below an office (itself included) when $3 is given, ordered by code, one page after the code $6.
with recursive below as (
    select office.id
    from organisation.office as office
    where office.node = $1 and office.id = $3
    union
    select office.id
    from below
    join organisation.office as office
      on office.node = $1 and office.parent = below.id and office.valid_from <= $2 and (office.valid_to is null or $2 < office.valid_to)
)
select id, code, name, name_en, kind, function, parent, unit, line_agency, address, calendar, code_status, certainty,
       valid_from, valid_to, legal_basis, source
from organisation.office
where node = $1
  and valid_from <= $2 and (valid_to is null or $2 < valid_to)
  and ($3::uuid is null or id in (select id from below))
  and ($4::text is null or kind = $4)
  and ($5::text is null or unit = $5)
  and code > $6
order by code
limit $7
