# Signing in and out
access-sign-in-title = Đăng nhập
access-sign-in = Đăng nhập
access-login = Số điện thoại, thư điện tử hoặc tên đăng nhập
access-login-hint = Ví dụ 0912 345 678 hoặc ten@vidu.vn
access-password = Mật khẩu
access-not-matching = Tên đăng nhập và mật khẩu không khớp nhau. Xem lại cả hai rồi thử lại.
access-too-many = Đã thử sai nhiều lần. Chờ { $minutes } phút rồi thử lại.
access-busy = Đang gửi…
access-no-account = Chưa có tài khoản?
access-no-account-text = Đăng ký mất khoảng một phút, cần số điện thoại hoặc thư điện tử.
access-registered-lead = Đã nhận đăng ký.
access-registered-text = Hãy đăng nhập. Nếu bạn đã có tài khoản từ trước, dùng mật khẩu cũ của bạn.
access-sign-out-title = Đăng xuất
access-sign-out = Đăng xuất
access-sign-out-text = Sau khi đăng xuất, không ai dùng máy này xem được hồ sơ của bạn.

# Registering
access-register-title = Đăng ký tài khoản
access-register = Đăng ký
access-register-text = Có tài khoản, bạn nộp được hồ sơ trực tuyến và theo dõi từng bước.
access-have-account = Đã có tài khoản? Đăng nhập
access-name = Họ, chữ đệm và tên
access-name-hint = Như trên thẻ căn cước
access-name-missing = Nhập họ, chữ đệm và tên
access-name-too-long = Họ tên dài nhất 200 ký tự; nhập ngắn hơn
access-phone = Số điện thoại
access-phone-hint = Dùng để đăng nhập và nhận tin về hồ sơ. Không có thì nhập thư điện tử.
access-phone-unreadable = Số điện thoại chỉ gồm chữ số, từ 9 đến 15 số, ví dụ 0912 345 678
access-contact-missing = Nhập số điện thoại hoặc thư điện tử
access-email = Thư điện tử
access-email-unreadable = Thư điện tử phải có dạng ten@vidu.vn
access-personal-number = Số định danh cá nhân
access-personal-number-hint = 12 chữ số trên thẻ căn cước. Dùng để điền sẵn tờ khai.
access-number-wrong = Số định danh phải đủ 12 chữ số; bạn mới nhập { $digits }
access-new-password = Mật khẩu
access-new-password-hint = Ít nhất 8 ký tự. Vài từ không liên quan đến nhau thì dễ nhớ và khó đoán. Dùng được dấu cách và chữ có dấu.
access-password-too-short = Mật khẩu cần ít nhất 8 ký tự
access-password-too-long = Mật khẩu dài nhất 128 ký tự
access-password-common = Mật khẩu này ai cũng thử đầu tiên. Chọn vài từ không liên quan đến nhau.
access-password-same-as-login = Mật khẩu không được giống số điện thoại hoặc thư điện tử
access-too-many-registrations = Có nhiều đăng ký từ mạng này. Chờ { $minutes } phút rồi thử lại.

# Roles
access-role-applicant = Người nộp hồ sơ
access-role-intake-officer = Cán bộ tiếp nhận
access-role-processing-officer = Cán bộ giải quyết
access-role-unit-head = Lãnh đạo đơn vị
access-role-one-stop-head = Trưởng bộ phận một cửa
access-role-administrator = Quản trị viên
access-role-auditor = Kiểm tra viên

# API
access-api-unreadable = Nội dung yêu cầu phải là JSON với login, password và label
access-api-label = Nhãn dài từ 1 đến 100 ký tự
