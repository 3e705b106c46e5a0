dossier-reminded-half = Đã nhắc: nửa thời hạn
dossier-reminded-most = Đã nhắc: còn một phần năm
dossier-reminded-due = Đã nhắc: đến hạn
dossier-reminded-overdue = Đã nhắc: quá hạn
