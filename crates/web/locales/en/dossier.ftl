dossier-channel-counter = Counter
dossier-channel-online = Online
dossier-channel-post = Post
dossier-step-intake = Intake
dossier-step-appraise = Appraisal
dossier-step-consult-1 = Consultation
dossier-step-decide = Decision
dossier-step-return = Return
