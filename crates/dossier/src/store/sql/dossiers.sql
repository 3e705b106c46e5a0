-- One page of the dossiers somebody may see, newest first. Each branch reads its own index in the order of the list and stops after a page.
with visible as (
    (select id from dossier.dossier
     where $2 and node = $1 and id < $6 and ($7::smallint is null or state = $7) and ($8::text is null or procedure = $8)
       and ($10::timestamptz is null or received_at >= $10) and ($11::timestamptz is null or (received_at is not null and finished_at >= $11))
       and ($12::timestamptz is null or (received_at < $12 and (finished_at is null or finished_at >= $12)))
     order by id desc limit $9)
    union
    (select seen.dossier from unnest($3::uuid[]) as mine (office)
     cross join lateral (
        select participation.dossier from dossier.participation
        join dossier.dossier as joined on joined.node = $1 and joined.id = participation.dossier
        where participation.node = $1 and participation.office = mine.office and participation.dossier < $6
          and ($7::smallint is null or joined.state = $7) and ($8::text is null or joined.procedure = $8)
          and ($10::timestamptz is null or joined.received_at >= $10) and ($11::timestamptz is null or (joined.received_at is not null and joined.finished_at >= $11))
          and ($12::timestamptz is null or (joined.received_at < $12 and (joined.finished_at is null or joined.finished_at >= $12)))
        order by participation.dossier desc limit $9
     ) as seen where not $2)
    union
    (select id from dossier.dossier
     where not $2 and node = $1 and applicant_account = $4 and id < $6
       and ($7::smallint is null or state = $7) and ($8::text is null or procedure = $8)
       and ($10::timestamptz is null or received_at >= $10) and ($11::timestamptz is null or (received_at is not null and finished_at >= $11))
       and ($12::timestamptz is null or (received_at < $12 and (finished_at is null or finished_at >= $12)))
     order by id desc limit $9)
    union
    (select task.dossier from dossier.task
     join dossier.dossier as joined on joined.node = $1 and joined.id = task.dossier
     where not $2 and task.node = $1 and task.holder = $5 and task.closed_at is null and task.dossier < $6
       and ($7::smallint is null or joined.state = $7) and ($8::text is null or joined.procedure = $8)
          and ($10::timestamptz is null or joined.received_at >= $10) and ($11::timestamptz is null or (joined.received_at is not null and joined.finished_at >= $11))
          and ($12::timestamptz is null or (joined.received_at < $12 and (joined.finished_at is null or joined.finished_at >= $12))))
)
select found.id, found.version, found.state, found.code, found.procedure, found.record -> 'opening' ->> 'procedure_name' as "procedure_name!",
       found.channel, found.owner_office, found.applicant_name, found.submitted_at, found.received_at, found.due_at, found.finished_at
from visible join dossier.dossier as found on found.node = $1 and found.id = visible.id
order by found.id desc limit $9
