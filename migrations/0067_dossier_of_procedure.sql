-- Whether anybody has applied under a version of a procedure, and who: asked before a publication is taken back. Owned by the crate `dossier`.
create index dossier_of_procedure on dossier.dossier (node, procedure, submitted_at);
