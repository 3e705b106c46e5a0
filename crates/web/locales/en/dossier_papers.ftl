# Words of the result paper. The paper itself is printed in Vietnamese; these say the same.
dossier-paper-applicant = Applicant
dossier-paper-address = Address
dossier-paper-code = Dossier code
dossier-paper-symbol-approved = KQ-UBND
dossier-paper-symbol-refused = TB-UBND
dossier-paper-title-approved = Result of an administrative procedure
dossier-paper-title-refused = Notice of refusal
dossier-paper-signer = Head of the agency
dossier-paper-archive = File copy
dossier-paper-article-approved = The request of the person named below is granted in the procedure: { $procedure }.
dossier-paper-article-validity = This paper takes effect on the day it is signed. The QR code below serves to verify it.
dossier-paper-article-refused = The request of the person named below is refused. Reason: { $reason }
dossier-paper-article-appeal = The applicant may complain as the law on complaints provides.
