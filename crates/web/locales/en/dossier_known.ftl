# Filled in from what is known, and results used again.
dossier-known-profile = From your profile.
dossier-known-dossier = From your application of { $day }.
dossier-once-have = You have this result already; no upload is needed:
dossier-once-use = Use this result
dossier-once-offer = { $procedure }, no. { $number }, { $day }
