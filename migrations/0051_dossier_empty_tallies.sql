-- Sums that came back to nothing are removed when changes are folded in, so that open work is read without walking the past.
create index tally_empty on dossier.tally (node) where amount = 0;
create index inbox_empty on dossier.inbox (node) where amount = 0;
