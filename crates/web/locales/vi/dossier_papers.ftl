# Lời văn của văn bản kết quả, in bằng tiếng Việt cho mọi người đọc.
dossier-paper-applicant = Người đề nghị
dossier-paper-address = Nơi ở
dossier-paper-code = Mã hồ sơ
dossier-paper-symbol-approved = KQ-UBND
dossier-paper-symbol-refused = TB-UBND
dossier-paper-title-approved = Kết quả giải quyết thủ tục hành chính
dossier-paper-title-refused = Thông báo từ chối giải quyết hồ sơ
dossier-paper-signer = Thủ trưởng cơ quan
dossier-paper-archive = Lưu: hồ sơ, văn thư
dossier-paper-article-approved = Chấp thuận đề nghị của người có tên dưới đây về thủ tục: { $procedure }.
dossier-paper-article-validity = Văn bản này có hiệu lực từ ngày ký. Mã QR bên dưới dùng để kiểm tra văn bản.
dossier-paper-article-refused = Từ chối giải quyết đề nghị của người có tên dưới đây. Lý do: { $reason }
dossier-paper-article-appeal = Người đề nghị có quyền khiếu nại theo quy định của pháp luật về khiếu nại.
