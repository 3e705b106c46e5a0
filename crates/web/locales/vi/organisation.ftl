# Where people hand in and collect
organisation-places-title = Nơi nộp hồ sơ và nhận kết quả
organisation-places-lead = Bạn nộp được ở bất kỳ trung tâm nào dưới đây, không phải đúng nơi cư trú. Nơi nhận hồ sơ sẽ chuyển đến cơ quan giải quyết.
organisation-places-search = Tìm theo tên xã, phường
organisation-places-search-hint = Tên mới hoặc tên cũ đều được, có dấu hay không dấu. Ví dụ: Hồng Gai, Yết Kiêu
organisation-places-count = { $count } nơi trong tỉnh
organisation-places-found = { $count } nơi có tên “{ $query }”
organisation-places-none = Không có nơi nào tên “{ $query }”
organisation-places-none-text = Thử tên xã, phường cũ hoặc gõ ít chữ hơn. Bạn cũng nộp được ở bất kỳ nơi nào khác trong tỉnh.
organisation-places-all = Xem tất cả các nơi
organisation-places-address-lead = Chưa có địa chỉ.
organisation-places-address-text = Nguồn dữ liệu chính thức mà chúng tôi có không ghi số nhà, tên đường của các trung tâm. Chúng tôi không tự điền.
organisation-places-province = Nhận hồ sơ của toàn tỉnh
organisation-places-area = Trên địa bàn { $area }
organisation-places-former = Trước ngày 01/07/2025: { $names }
organisation-places-hours = Giờ làm việc: 7:30–11:30 và 13:00–17:00, thứ Hai đến thứ Sáu, trừ ngày lễ.
organisation-places-open = Đang mở cửa
organisation-places-opens = Đang nghỉ, mở cửa lại lúc { $moment }

# API
organisation-api-query = Không đọc được tham số của yêu cầu
organisation-api-level = level là province, district hoặc commune
organisation-api-kind = kind là committee, department, centre, police, division hoặc vertical
organisation-api-cursor = cursor phải là giá trị next của trang trước
organisation-api-limit = limit từ 1 đến 200
