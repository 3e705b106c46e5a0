# Kết quả: xem trước, quyết định nhiều hồ sơ, giao trả.
dossier-result-sex-male = Nam
dossier-result-sex-female = Nữ
