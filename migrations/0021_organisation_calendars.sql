-- Changes of the working calendar by administrators. They win over the pack and survive its loads. Owned by the crate `organisation`.
--
-- Each row is one change by one act: days that are off, worked instead of others, or ordinary again, and the weekly hours of calendars. The calendar of a
-- moment is the pack's with every change of before laid over it in order; what was received before a change is counted by the calendar of then.
create table organisation.calendar_change (
    node       text        not null,
    number     integer     not null check (number > 0),
    act        text        not null check (act <> ''),
    content    jsonb       not null check (jsonb_typeof(content) = 'object'),
    made_at    timestamptz not null,
    made_by    uuid        not null,
    -- Taken back: from then on as if it had not been made.
    undone_at  timestamptz,
    primary key (node, number)
);
grant select, insert, update on organisation.calendar_change to motcua_app;
