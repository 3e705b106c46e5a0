-- One statement writes everything that follows from an event: the row, who takes part, the open work, the counters. One statement is one
-- round trip, and receipts per second are counted in round trips.
with saved as (
    insert into dossier.dossier as kept (node, id, version, state, code, procedure, channel, owner_office, receiving_office,
        applicant_account, applicant_name, submitted_at, received_at, due_at, finished_at, record)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
    on conflict (node, id) do update set version = excluded.version, state = excluded.state, code = excluded.code,
        owner_office = excluded.owner_office, applicant_name = excluded.applicant_name, received_at = excluded.received_at,
        due_at = excluded.due_at, finished_at = excluded.finished_at, record = excluded.record
        where kept.version = $17
    returning id
), participants as (
    insert into dossier.participation (node, office, dossier)
    select $1, office, saved.id from saved, unnest($18::uuid[]) as office
    on conflict do nothing
), closed as (
    update dossier.task set closed_at = $19, holder = null, lease_until = null
    where node = $1 and dossier = $2 and closed_at is null and id <> all ($20::uuid[])
), opened as (
    insert into dossier.task as kept (node, id, dossier, key, name, office, role, opened_at, due_at, dossier_due_at, sort_at, stopped, day,
        holder, lease_until, code, procedure, procedure_name, applicant_name, channel)
    select $1, task.id, $2, task.key, task.name, task.office, task.role, task.opened_at, task.due_at, $14,
        case when $21 then '9999-12-31 00:00+00'::timestamptz else coalesce($14, '9999-12-31 00:00+00'::timestamptz) end, $21, $22, task.holder, task.lease_until, $5, $6, $23, $11, $7
    from unnest($20::uuid[], $24::text[], $25::text[], $26::uuid[], $27::text[], $28::timestamptz[], $29::timestamptz[], $30::uuid[],
        $31::timestamptz[]) as task (id, key, name, office, role, opened_at, due_at, holder, lease_until)
    on conflict (node, id) do update set dossier_due_at = excluded.dossier_due_at, sort_at = excluded.sort_at, stopped = excluded.stopped,
        day = excluded.day, holder = excluded.holder, lease_until = excluded.lease_until, code = excluded.code,
        due_at = excluded.due_at, applicant_name = excluded.applicant_name
), counted as (
    insert into dossier.tally_change (node, office, measure, day, amount)
    select $1, change.office, change.measure, change.day, change.amount
    from unnest($32::uuid[], $33::text[], $34::date[], $35::integer[]) as change (office, measure, day, amount)
)
select count(*) as "saved!" from saved
