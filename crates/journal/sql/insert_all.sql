-- Entries in the order of the arrays. Heads are locked in the order of the subjects' identifiers, running numbers are drawn
-- after all of them are locked. `materialized` keeps the order of the rows and of the numbers the same.
with input as (
    select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::uuid[], $7::jsonb[], $8::timestamptz[])
        with ordinality as i (id, office, actor, kind, subject_kind, subject, data, at, ordinal)
), head as (
    insert into journal.subject as s (subject, last_sequence, last_transaction)
    select subject, count(*), pg_current_xact_id() from input group by subject order by subject
    on conflict (subject) do update set last_sequence = s.last_sequence + excluded.last_sequence,
        last_transaction = greatest(s.last_transaction, pg_current_xact_id())
    returning subject, last_sequence, last_transaction
), numbered as materialized (
    select input.*, head.last_transaction,
           head.last_sequence + 1 - row_number() over (partition by input.subject order by input.ordinal desc) as subject_sequence
    from input join head using (subject)
), written as (
    insert into journal.entry (id, at, node, office, actor, kind, subject, subject_kind, data, schema_version,
                               transaction, subject_sequence)
    select id, at, $9::text, office, actor, kind, subject, subject_kind, data, $10::smallint,
           last_transaction, subject_sequence
    from numbered order by ordinal
    returning id, transaction, sequence, subject_sequence
)
select written.transaction::text::bigint as "transaction!", written.sequence as "sequence!",
       written.subject_sequence as "subject_sequence!"
from written join numbered using (id) order by numbered.ordinal
