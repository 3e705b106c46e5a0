dossier-reminded-half = Reminded: half used
dossier-reminded-most = Reminded: a fifth left
dossier-reminded-due = Reminded: due
dossier-reminded-overdue = Reminded: overdue
