# Điền sẵn từ những gì đã biết, và dùng lại kết quả đã có.
dossier-known-profile = Từ hồ sơ cá nhân của bạn.
dossier-known-dossier = Từ hồ sơ của bạn ngày { $day }.
dossier-once-have = Bạn đã có kết quả này, không cần tải lên:
dossier-once-use = Dùng kết quả này
dossier-once-offer = { $procedure }, số { $number }, ngày { $day }
