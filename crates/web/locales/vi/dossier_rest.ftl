dossier-rest-unreadable = Không đọc được nội dung yêu cầu.
dossier-rest-unfit = Nội dung yêu cầu không đúng cấu trúc của thao tác này.
dossier-rest-query = Không đọc được phần tham số của địa chỉ.
dossier-rest-parameter = Tham số không nhận giá trị này.
dossier-rest-version-required = Hãy ghi trong If-Match phiên bản hồ sơ bạn đã xem.
dossier-rest-if-match = If-Match nhận một ETag trong dấu ngoặc kép, hoặc *.
dossier-rest-key-required = Hãy gửi Idempotency-Key dài từ 1 đến 200 ký tự.
dossier-rest-variables = Quy trình không đi tiếp được với các dữ kiện này. Hãy xem lại các biến.
