-- Copies of lived dossiers with open work, number $1 to $2. Every copy has an identifier, a code and an office of its own; due days lie
-- between ten days ago and sixty days ahead, seven in ten tasks are held by nobody.
with templates as (
    select row_number() over (order by id) - 1 as place, count(*) over () as whole, *
    from (select * from dossier.dossier where node = 'H49' and code is not null order by id desc limit 200) as latest
), offices as (
    select row_number() over (order by office) - 1 as place, count(*) over () as whole, office
    from (select distinct office from dossier.participation where node = 'H49') as solving
), copies as materialized (
    select gen_random_uuid() as id, number, template.procedure, template.channel, template.applicant_name, template.submitted_at,
           template.received_at, template.record, office.office,
           now() - interval '10 days' + (number % 1680) * interval '1 hour' as due_at
    from generate_series($1::bigint, $2::bigint) as number
    join templates as template on template.place = number % template.whole
    join offices as office on office.place = number % office.whole
), rows as (
    insert into dossier.dossier (node, id, version, state, code, procedure, channel, owner_office, receiving_office, applicant_name,
        submitted_at, received_at, due_at, record)
    select 'H49', id, 2, 4, 'H49.99.01-261124-' || number, procedure, channel, office, office, applicant_name, submitted_at,
           received_at, due_at, (record::jsonb || jsonb_build_object('id', id))::json
    from copies
), participants as (
    insert into dossier.participation (node, office, dossier) select 'H49', office, id from copies
)
insert into dossier.task (node, id, dossier, key, name, office, role, opened_at, dossier_due_at, sort_at, stopped, day, holder, lease_until,
    code, procedure, procedure_name, applicant_name, channel)
select 'H49', gen_random_uuid(), id, 'appraise', 'Thẩm định hồ sơ', office, 'processing_officer', now(), due_at, due_at, false,
       (due_at at time zone 'Asia/Ho_Chi_Minh')::date,
       case when number % 10 < 3 then (select account from access.role_grant where office = copies.office limit 1) end, null,
       'H49.99.01-261124-' || number, procedure, coalesce(record -> 'opening' ->> 'procedure_name', procedure), applicant_name, channel
from copies
