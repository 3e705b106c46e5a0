-- Offices that were asked for their opinion: those whose time has passed are found without looking at other work.
create index task_consultation on dossier.task (node, due_at) where closed_at is null and key = 'consultation';
