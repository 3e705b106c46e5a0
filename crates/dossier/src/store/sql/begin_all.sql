-- Dossiers that begin, with everything that follows: keys, contents, files, the rows, who takes part, the open work, the counters, the journal.
-- One statement for all of them is one round trip, and receipts per second are counted in round trips. A key that was used already refuses
-- the whole statement.
with keyed as (
    insert into dossier.idempotency (node, account, key, operation, request, dossier, created_at)
    select $1, keyed.* from unnest($2::uuid[], $3::text[], $4::text[], $5::bytea[], $6::uuid[], $7::timestamptz[]) as keyed
), contents as (
    insert into dossier.content (node, sequence, dossier, id, applicant, declaration, papers, sha256, made_by, made_at)
    select $1, 1, dossier, id, applicant::json, declaration::json, papers::json, sha256, made_by, made_at
    from unnest($8::uuid[], $9::uuid[], $10::text[], $11::text[], $12::text[], $13::bytea[], $14::uuid[], $15::timestamptz[])
        as content (dossier, id, applicant, declaration, papers, sha256, made_by, made_at)
), attached as (
    insert into dossier.attachment (node, document, dossier) select $1, file.* from unnest($16::uuid[], $17::uuid[]) as file
    on conflict do nothing
), begun as (
    insert into dossier.dossier (node, id, submitted_at, version, state, code, procedure, channel, owner_office, receiving_office,
        applicant_account, applicant_name, received_at, due_at, record)
    select $1, id, submitted_at, version, state, code, procedure, channel, owner, receiver, account, name, received_at, due_at, record::json
    from unnest($8::uuid[], $15::timestamptz[], $18::integer[], $19::smallint[], $20::text[], $21::text[], $22::smallint[], $23::uuid[],
        $24::uuid[], $25::uuid[], $26::text[], $27::timestamptz[], $28::timestamptz[], $29::text[]) as begun (id, submitted_at, version, state,
            code, procedure, channel, owner, receiver, account, name, received_at, due_at, record)
), participants as (
    insert into dossier.participation (node, office, dossier) select $1, part.* from unnest($30::uuid[], $31::uuid[]) as part
), counted as (
    insert into dossier.tally_change (node, offices, measures, days, amounts)
    select $1, $32::uuid[], $33::text[], $34::date[], $35::integer[] where cardinality($32::uuid[]) > 0
), opened as (
    insert into dossier.task (node, id, dossier, key, name, office, role, opened_at, due_at, holder, lease_until, dossier_due_at, sort_at,
        stopped, day, code, procedure, procedure_name, applicant_name, channel)
    select $1, id, dossier, key, name, office, role, opened_at, due_at, holder, lease_until, dossier_due_at,
        coalesce(dossier_due_at, '9999-12-31 00:00+00'::timestamptz), false, day, code, procedure, procedure_name, applicant_name, channel
    from unnest($36::uuid[], $37::uuid[], $38::text[], $39::text[], $40::uuid[], $41::text[], $42::timestamptz[], $43::timestamptz[],
        $44::uuid[], $45::timestamptz[], $46::timestamptz[], $47::date[], $48::text[], $49::text[], $50::text[], $51::text[], $52::smallint[])
        as task (id, dossier, key, name, office, role, opened_at, due_at, holder, lease_until, dossier_due_at, day, code, procedure,
            procedure_name, applicant_name, channel)
)
select journal.append_first($53, $15, $23, $14, $54, 'dossier', $8, $55, $1, $56) as "written!"
