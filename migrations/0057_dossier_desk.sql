-- The desk of an office: its labels, the filters its people keep, and finding open work by words. Owner: crates/dossier.

-- A label an office puts on dossiers. Only the office sees it: the same dossier may carry labels of several offices.
create table dossier.label (
    node    text        not null,
    id      uuid        not null,
    office  uuid        not null,
    name    text        not null,
    -- One of a small set of colours, each with a shape of its own, for who cannot tell colours apart.
    colour  text        not null,
    made_at timestamptz not null,
    primary key (node, id)
);
create unique index label_of_office on dossier.label (node, office, lower(name));

-- Which label is on which dossier.
create table dossier.labelled (
    node    text not null,
    dossier uuid not null,
    label   uuid not null,
    primary key (node, dossier, label),
    foreign key (node, label) references dossier.label (node, id) on delete cascade
);
create index labelled_of_label on dossier.labelled (node, label);

-- A filter somebody keeps: for themselves, or for everybody in the office.
create table dossier.saved_filter (
    node     text        not null,
    id       uuid        not null,
    office   uuid        not null,
    account  uuid        not null,
    shared   boolean     not null,
    name     text        not null,
    -- As it stands in the address of the inbox.
    query    text        not null,
    made_at  timestamptz not null,
    primary key (node, id)
);
create index saved_filter_of_office on dossier.saved_filter (node, office) where shared;
create index saved_filter_of_account on dossier.saved_filter (node, account);

-- Text without marks and in small letters. Both what is kept and what is looked for go through it; it depends on no locale of the server.
create function dossier.folded(words text) returns text language sql immutable parallel safe strict as $$
    select regexp_replace(translate(normalize(words, nfc),
        'ABCDEFGHIJKLMNOPQRSTUVWXYZàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ',
        'abcdefghijklmnopqrstuvwxyzaaaaaaaaaaaaaaaaaeeeeeeeeeeeiiiiiooooooooooooooooouuuuuuuuuuuyyyyydaaaaaaaaaaaaaaaaaeeeeeeeeeeeiiiiiooooooooooooooooouuuuuuuuuuuyyyyyd'),
        '[[:punct:][:space:]]+', ' ', 'g')
$$;

-- The words open work is found by. The office is one of them, with a sign before it that no typed word has, so that whose work a person may see is part of the look into the index.
create function dossier.task_words(office uuid, code text, applicant text, procedure text, name text)
returns tsvector language sql immutable parallel safe as $$
    select array_to_tsvector(array['@' || office::text])
        || to_tsvector('simple', dossier.folded(coalesce(code, '') || ' ' || applicant || ' ' || procedure || ' ' || name))
$$;
-- What is typed, as a query: every word, or one that begins like it. No words, no query: nothing is found.
create function dossier.words_query(words text) returns tsquery language sql immutable parallel safe strict as $$
    select to_tsquery('simple', string_agg('''' || word || ''':*', ' & '))
    from unnest(string_to_array(btrim(dossier.folded(words)), ' ')) as word where word <> ''
$$;

-- The same in the work of these offices; in that of every office when `everywhere`.
create function dossier.work_query(words text, everywhere boolean, offices uuid[]) returns tsquery language sql immutable parallel safe as $$
    select case when everywhere then dossier.words_query(words)
        else dossier.words_query(words) && (select string_agg('''@' || office::text || '''', ' | ')::tsquery from unnest(offices) as office) end
$$;
create index task_words on dossier.task using gin (dossier.task_words(office, code, applicant_name, procedure, procedure_name))
    where closed_at is null;

grant select, insert, update, delete on dossier.label, dossier.labelled, dossier.saved_filter to motcua_app;
