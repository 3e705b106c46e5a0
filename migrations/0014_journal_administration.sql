-- What administrators did lately, for the home page of administration: a small part of the journal, newest first. The query repeats the condition
-- word by word, so that its cost does not grow with the journal. Owned by the crate `journal`.
create index entry_administration on journal.entry (id desc)
    where subject_kind in ('procedure', 'process', 'calendar', 'office', 'competence', 'word', 'form', 'template', 'series', 'pack')
       or (subject_kind = 'account' and actor <> subject);
