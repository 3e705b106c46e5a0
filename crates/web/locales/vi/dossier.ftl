dossier-channel-counter = Quầy
dossier-channel-online = Trực tuyến
dossier-channel-post = Bưu chính
dossier-step-intake = Tiếp nhận
dossier-step-appraise = Thẩm định
dossier-step-consult-1 = Cho ý kiến phối hợp
dossier-step-decide = Quyết định
dossier-step-return = Trả kết quả
