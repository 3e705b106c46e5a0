# Results: previews, deciding on several, handing over.
dossier-result-sex-male = Male
dossier-result-sex-female = Female
