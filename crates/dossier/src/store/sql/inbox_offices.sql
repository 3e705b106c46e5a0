-- One page of the inbox of some offices. Each office is read along its own index in the order of the list and stops after one page, so the
-- cost does not depend on how much work there is, nor on how narrow the rights are.
with found as (
    select task.* from unnest($2::uuid[]) as mine (office)
    cross join lateral (
        select * from dossier.task
        where node = $1 and office = mine.office and closed_at is null and (sort_at, id) > ($3, $4) and sort_at < $16
          and (cardinality($5::text[]) = 0 or procedure = any ($5)) and (cardinality($6::text[]) = 0 or key = any ($6))
          and (cardinality($7::smallint[]) = 0 or channel = any ($7))
          and ($8::boolean is null or stopped = $8) and ($9::date is null or day <= $9)
          and (cardinality($10::uuid[]) = 0 or coalesce(holder, '00000000-0000-0000-0000-000000000000') = any ($10))
          and (cardinality($11::date[]) = 0 or exists (select from unnest($11::date[], $12::date[]) as span (first, last)
              where case when stopped then '9999-12-31'::date else day end between span.first and span.last))
          and (cardinality($13::uuid[]) = 0 or exists (select from dossier.labelled
              where labelled.node = $1 and labelled.dossier = task.dossier and labelled.label = any ($13)))
        order by sort_at, id limit $14
    ) as task
    union
    select task.* from (
        select * from dossier.task
        where node = $1 and holder = $15 and closed_at is null and (sort_at, id) > ($3, $4) and sort_at < $16
          and (cardinality($5::text[]) = 0 or procedure = any ($5)) and (cardinality($6::text[]) = 0 or key = any ($6))
          and (cardinality($7::smallint[]) = 0 or channel = any ($7))
          and ($8::boolean is null or stopped = $8) and ($9::date is null or day <= $9)
          and (cardinality($10::uuid[]) = 0 or coalesce(holder, '00000000-0000-0000-0000-000000000000') = any ($10))
          and (cardinality($11::date[]) = 0 or exists (select from unnest($11::date[], $12::date[]) as span (first, last)
              where case when stopped then '9999-12-31'::date else day end between span.first and span.last))
          and (cardinality($13::uuid[]) = 0 or exists (select from dossier.labelled
              where labelled.node = $1 and labelled.dossier = task.dossier and labelled.label = any ($13)))
        order by sort_at, id limit $14
    ) as task
)
select id as "id!", dossier as "dossier!", key as "key!", name as "name!", office as "office!", role as "role!", opened_at as "opened_at!",
       due_at, dossier_due_at, sort_at as "sort_at!", stopped as "stopped!", day as "day!", holder, lease_until, code,
       procedure as "procedure!", procedure_name as "procedure_name!", applicant_name as "applicant_name!", channel as "channel!"
from found order by sort_at, id limit $14
