-- One statement writes everything that follows from an event: the row, who takes part, the open work, the counters. One statement is one
-- round trip, and the day of an office is counted in round trips.
with saved as (
    update dossier.dossier set version = $3, state = $4, code = $5, owner_office = $6, applicant_name = $7, received_at = $8, due_at = $9,
        finished_at = $10, record = $11::text::json
    where node = $1 and id = $2 and version = $12
    returning id
), participants as (
    insert into dossier.participation (node, office, dossier)
    select $1, office, saved.id from saved, unnest($13::uuid[]) as office
    on conflict do nothing
), closed as (
    update dossier.task set closed_at = $14, holder = null, lease_until = null
    where node = $1 and id = any ($33::uuid[]) and closed_at is null
), opened as (
    insert into dossier.task as kept (node, id, dossier, key, name, office, role, opened_at, due_at, dossier_due_at, sort_at, stopped, day,
        holder, lease_until, code, procedure, procedure_name, applicant_name, channel)
    select $1, task.id, $2, task.key, task.name, task.office, task.role, task.opened_at, task.due_at, $9,
        case when $16 then '9999-12-31 00:00+00'::timestamptz else coalesce($9, '9999-12-31 00:00+00'::timestamptz) end, $16, $17, task.holder,
        task.lease_until, $5, $18, $19, $7, $20
    from unnest($15::uuid[], $21::text[], $22::text[], $23::uuid[], $24::text[], $25::timestamptz[], $26::timestamptz[], $27::uuid[],
        $28::timestamptz[]) as task (id, key, name, office, role, opened_at, due_at, holder, lease_until)
    on conflict (node, id) do update set dossier_due_at = excluded.dossier_due_at, sort_at = excluded.sort_at, stopped = excluded.stopped,
        day = excluded.day, holder = excluded.holder, lease_until = excluded.lease_until, code = excluded.code,
        due_at = excluded.due_at, applicant_name = excluded.applicant_name
), counted as (
    insert into dossier.tally_change (node, offices, measures, days, amounts)
    select $1, $29::uuid[], $30::text[], $31::date[], $32::integer[] where cardinality($29::uuid[]) > 0
)
select count(*) as "saved!" from saved
