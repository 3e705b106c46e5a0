-- Open work found by words. The words, and the offices whose work may be seen, are looked up in one index; what the person holds elsewhere is
-- little and is read along its own. Of a word that fits more than two thousand pieces of work, that many are put in order.
with hit as materialized (
    (select * from dossier.task
     where node = $1 and closed_at is null
       and dossier.task_words(office, code, applicant_name, procedure, procedure_name)
           @@ dossier.work_query($15, $16, $17)
       and (sort_at, id) > ($2, $3) and sort_at < $14
       and (cardinality($4::text[]) = 0 or procedure = any ($4)) and (cardinality($5::text[]) = 0 or key = any ($5))
       and (cardinality($6::smallint[]) = 0 or channel = any ($6))
       and ($7::boolean is null or stopped = $7) and ($8::date is null or day <= $8)
       and (cardinality($9::uuid[]) = 0 or coalesce(holder, '00000000-0000-0000-0000-000000000000') = any ($9))
       and (cardinality($10::date[]) = 0 or exists (select from unnest($10::date[], $11::date[]) as span (first, last)
           where case when stopped then '9999-12-31'::date else day end between span.first and span.last))
       and (cardinality($12::uuid[]) = 0 or exists (select from dossier.labelled
           where labelled.node = $1 and labelled.dossier = task.dossier and labelled.label = any ($12)))
     limit 2000)
    union
    (select * from dossier.task
     where node = $1 and holder = $18 and closed_at is null
       and dossier.task_words(office, code, applicant_name, procedure, procedure_name) @@ dossier.words_query($15)
       and (sort_at, id) > ($2, $3) and sort_at < $14
       and (cardinality($4::text[]) = 0 or procedure = any ($4)) and (cardinality($5::text[]) = 0 or key = any ($5))
       and (cardinality($6::smallint[]) = 0 or channel = any ($6))
       and ($7::boolean is null or stopped = $7) and ($8::date is null or day <= $8)
       and (cardinality($9::uuid[]) = 0 or coalesce(holder, '00000000-0000-0000-0000-000000000000') = any ($9))
       and (cardinality($10::date[]) = 0 or exists (select from unnest($10::date[], $11::date[]) as span (first, last)
           where case when stopped then '9999-12-31'::date else day end between span.first and span.last))
       and (cardinality($12::uuid[]) = 0 or exists (select from dossier.labelled
           where labelled.node = $1 and labelled.dossier = task.dossier and labelled.label = any ($12)))
     limit 2000)
)
select id as "id!", dossier as "dossier!", key as "key!", name as "name!", office as "office!", role as "role!", opened_at as "opened_at!",
       due_at, dossier_due_at, sort_at as "sort_at!", stopped as "stopped!", day as "day!", holder, lease_until, code,
       procedure as "procedure!", procedure_name as "procedure_name!", applicant_name as "applicant_name!", channel as "channel!"
from hit order by sort_at, id limit $13
