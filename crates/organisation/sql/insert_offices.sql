-- Offices of a pack. An office whose versions a reorganisation has taken over (source `register`) is left alone.
insert into organisation.office
    (node, id, valid_from, valid_to, code, name, name_en, kind, function, parent, unit, line_agency, address, calendar, code_status,
     certainty, legal_basis, source)
select $1, new.*
from unnest($2::uuid[], $3::date[], $4::date[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::uuid[], $11::text[],
            $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[], $18::text[])
     as new (id, valid_from, valid_to, code, name, name_en, kind, function, parent, unit, line_agency, address, calendar, code_status,
             certainty, legal_basis, source)
where not exists (
    select from organisation.office as taken
    where taken.node = $1 and taken.id = new.id and taken.source = 'register' and new.source <> 'register'
)
