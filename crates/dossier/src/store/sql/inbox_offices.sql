-- One page of the inbox of some offices. Each office is read along its own index in the order of the list and stops after one page, so the
-- cost does not depend on how much work there is, nor on how narrow the rights are.
with found as (
    select task.* from unnest($2::uuid[]) as mine (office)
    cross join lateral (
        select * from dossier.task
        where node = $1 and office = mine.office and closed_at is null and (sort_at, id) > ($3, $4) and sort_at < $14
          and ($5::text is null or procedure = $5) and ($6::text is null or key = $6) and ($7::smallint is null or channel = $7)
          and ($8::boolean is null or stopped = $8) and ($9::date is null or day <= $9)
          and ($10::uuid is null or holder = $10) and (not $11::boolean or holder is null)
        order by sort_at, id limit $12
    ) as task
    union
    select task.* from (
        select * from dossier.task
        where node = $1 and holder = $13 and closed_at is null and (sort_at, id) > ($3, $4) and sort_at < $14
          and ($5::text is null or procedure = $5) and ($6::text is null or key = $6) and ($7::smallint is null or channel = $7)
          and ($8::boolean is null or stopped = $8) and ($9::date is null or day <= $9)
          and ($10::uuid is null or holder = $10) and not $11::boolean
        order by sort_at, id limit $12
    ) as task
)
select id as "id!", dossier as "dossier!", key as "key!", name as "name!", office as "office!", role as "role!", opened_at as "opened_at!",
       due_at, dossier_due_at, sort_at as "sort_at!", stopped as "stopped!", day as "day!", holder, lease_until, code,
       procedure as "procedure!", procedure_name as "procedure_name!", applicant_name as "applicant_name!", channel as "channel!"
from found order by sort_at, id limit $12
