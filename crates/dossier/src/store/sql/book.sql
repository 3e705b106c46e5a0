-- One page of the tracking book of a shop, by ordinal. Who may not list the shop's dossiers finds none of its lines.
select line.ordinal, line.dossier, line.received_at, line.ended_at, line.ended, line.way, line.receiver, found.code, found.procedure,
       found.record -> 'opening' ->> 'procedure_name' as "procedure_name!",
       (found.record -> 'opening' ->> 'solving_office')::uuid as "solving_office!",
       found.applicant_name,
       case when $8 then content.applicant ->> 'address' end as address,
       case when $8 then content.applicant ->> 'phone' end as phone,
       (found.record -> 'clock' ->> 'original_due')::timestamptz as original_due,
       (found.record -> 'clock' ->> 'due')::timestamptz as due,
       found.record -> 'decision' -> 'paper' ->> 'number' as result
from dossier.book_line as line
join dossier.dossier as found on found.node = line.node and found.id = line.dossier
left join dossier.content as content
    on $8 and content.node = line.node and content.id = (found.record ->> 'content')::uuid
where line.node = $1 and line.office = $2 and line.year = $3 and ($4::date is null or line.day = $4) and ($5::integer is null or line.ordinal <= $5)
  and ($6 or line.office = any ($7)) and line.ordinal > $9
order by line.ordinal limit $10
