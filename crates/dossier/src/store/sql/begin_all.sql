-- Dossiers that begin, with everything that follows: keys, contents, files, the rows, who takes part, the open work, the counters. One statement
-- for all of them. A dossier whose key was used already is left out with everything that belongs to it.
with asked as materialized (
    select * from unnest($2::uuid[], $3::integer[], $4::smallint[], $5::text[], $6::text[], $7::text[], $8::smallint[], $9::uuid[],
        $10::uuid[], $11::uuid[], $12::text[], $13::timestamptz[], $14::timestamptz[], $15::timestamptz[], $16::date[], $17::jsonb[],
        $18::uuid[], $19::jsonb[], $20::jsonb[], $21::jsonb[], $22::bytea[], $23::uuid[], $24::text[], $25::text[], $26::bytea[])
        as asked (id, version, state, code, procedure, procedure_name, channel, owner_office, receiving_office, applicant_account,
            applicant_name, submitted_at, received_at, due_at, day, record,
            content, applicant, declaration, papers, sha256, made_by, key, operation, request)
), keyed as (
    insert into dossier.idempotency (node, account, key, operation, request, dossier, created_at)
    select $1, made_by, key, operation, request, id, submitted_at from asked where key is not null
    on conflict do nothing
    returning dossier
), input as materialized (
    select * from asked where key is null or id in (select dossier from keyed)
), contents as (
    insert into dossier.content (node, id, dossier, sequence, applicant, declaration, papers, sha256, made_at, made_by)
    select $1, content, id, 1, applicant, declaration, papers, sha256, submitted_at, made_by from input
), attached as (
    insert into dossier.attachment (node, document, dossier)
    select $1, document, dossier from unnest($27::uuid[], $28::uuid[]) as attached (document, dossier) join input on input.id = dossier
    on conflict do nothing
), begun as (
    insert into dossier.dossier (node, id, version, state, code, procedure, channel, owner_office, receiving_office, applicant_account,
        applicant_name, submitted_at, received_at, due_at, record)
    select $1, id, version, state, code, procedure, channel, owner_office, receiving_office, applicant_account, applicant_name, submitted_at,
        received_at, due_at, record
    from input
), participants as (
    insert into dossier.participation (node, office, dossier)
    select $1, office, dossier from unnest($29::uuid[], $30::uuid[]) as taking_part (office, dossier) join input on input.id = dossier
), counted as (
    insert into dossier.tally_change (node, offices, measures, days, amounts)
    select $1, array_agg(office), array_agg(measure), array_agg(change.day), array_agg(amount)
    from unnest($31::uuid[], $32::uuid[], $33::text[], $34::date[], $35::integer[]) as change (dossier, office, measure, day, amount)
    join input on input.id = change.dossier
    having count(*) > 0
), opened as (
    insert into dossier.task (node, id, dossier, key, name, office, role, opened_at, due_at, holder, lease_until, dossier_due_at, sort_at,
        stopped, day, code, procedure, procedure_name, applicant_name, channel)
    select $1, task.id, task.dossier, task.key, task.name, task.office, task.role, task.opened_at, task.due_at, task.holder, task.lease_until,
        input.due_at, coalesce(input.due_at, '9999-12-31 00:00+00'::timestamptz), false, input.day, input.code, input.procedure,
        input.procedure_name, input.applicant_name, input.channel
    from unnest($36::uuid[], $37::uuid[], $38::text[], $39::text[], $40::uuid[], $41::text[], $42::timestamptz[], $43::timestamptz[],
        $44::uuid[], $45::timestamptz[]) as task (id, dossier, key, name, office, role, opened_at, due_at, holder, lease_until)
    join input on input.id = task.dossier
)
select id as "id!" from input
