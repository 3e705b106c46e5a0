# Applying: beginning
dossier-public-begin-title = Nộp hồ sơ trực tuyến
dossier-public-begin-unfinished = Bạn đang viết dở hồ sơ này
dossier-public-begin-saved = Lưu lần cuối lúc { $moment }.
dossier-public-begin-continue = Viết tiếp
dossier-public-begin-another = Hoặc bắt đầu một hồ sơ khác
dossier-public-begin-start = Bắt đầu
dossier-public-begin-kept = Mọi điều bạn gõ được lưu thành bản nháp, mở lại được trên máy khác. Chưa nộp thì chưa ai xem.
dossier-public-places = Xem địa chỉ các nơi nhận
dossier-public-office = Nơi nhận hồ sơ
dossier-public-office-hint = Trong tỉnh, bạn nộp ở nơi nào cũng được; nơi nhận chuyển hồ sơ đến cơ quan giải quyết. Chúng tôi nhớ lựa chọn này cho lần sau.
dossier-public-office-choose = Chọn nơi nhận
dossier-public-office-missing = Chọn nơi nhận hồ sơ
dossier-public-busy = Đang lưu…

# Applying: steps
dossier-public-step-declare = Khai thông tin
dossier-public-step-papers = Giấy tờ
dossier-public-step-review = Kiểm tra rồi nộp
dossier-public-draft-line = Bản nháp lưu lúc { $time }, giữ đến { $date }
dossier-public-draft-elsewhere = Chưa lưu: bản nháp vừa được sửa ở cửa sổ khác. Bấm “Lưu và tiếp tục” để so sánh.
dossier-public-save-next = Lưu và tiếp tục
dossier-public-save-later = Lưu nháp, để sau
dossier-public-discard-link = Bỏ bản nháp này
dossier-public-form-basis = Nội dung tờ khai theo { $basis }.
dossier-public-back-declare = Quay lại bước 1
dossier-public-back-papers = Quay lại bước 2

# Applying: papers
dossier-public-papers = Giấy tờ
dossier-public-papers-lead = Chụp hoặc quét từng giấy, thấy rõ bốn góc. Giấy nào chưa có thì bỏ trống, bổ sung sau được.
dossier-public-papers-none = Không có danh sách giấy tờ.
dossier-public-papers-none-text = Nguồn không nêu giấy tờ phải nộp. Có giấy gì liên quan, bạn gửi ở mục dưới.
dossier-public-papers-case = Trường hợp: { $case }
dossier-public-papers-hint = Bản chính: { $originals }, bản sao: { $copies }. Nộp trực tuyến thì gửi tệp PDF, ảnh hoặc DOCX, mỗi tệp tối đa 20 MB.
dossier-public-papers-form = Theo mẫu: { $form }
dossier-public-papers-other = Giấy tờ khác
dossier-public-other-name = Tên giấy tờ
dossier-public-other-hint = Ví dụ: Giấy ủy quyền
dossier-public-other-missing = Ghi tên giấy tờ của tệp vừa chọn, rồi chọn lại tệp
dossier-public-other-file = Tệp
dossier-public-file-hint = PDF, ảnh hoặc DOCX, tối đa 20 MB
dossier-public-file-refused = Tệp “{ $file }” chưa được nhận. { $why }
dossier-public-remove = Bỏ
dossier-public-open = Mở
dossier-public-upload-next = Lưu và tiếp tục
dossier-public-upload-stay = Tải lên, ở lại trang này
dossier-public-uploading = Đang tải lên…

# Applying: check and hand in
dossier-public-change = Sửa
dossier-public-papers-empty = Bạn chưa gửi giấy tờ nào.
dossier-public-papers-change = Thêm hoặc bỏ giấy tờ
dossier-public-lacking = Còn giấy tờ chưa có tệp.
dossier-public-lacking-text = Không phải giấy nào trong danh sách cũng cần cho trường hợp của bạn. Nếu thiếu thật, nơi nhận sẽ yêu cầu bổ sung một lần.
dossier-public-where = Nơi nhận và cách trả kết quả
dossier-public-way = Bạn nhận kết quả thế nào?
dossier-public-way-missing = Chọn cách nhận kết quả
dossier-public-way-counter = Tại quầy
dossier-public-way-counter-hint = Mang theo giấy tờ tùy thân đến nơi nhận hồ sơ.
dossier-public-way-online = Bản điện tử
dossier-public-way-online-hint = Tải về ở trang hồ sơ của bạn, có mã QR để kiểm tra thật giả.
dossier-public-way-post = Bưu chính công ích
dossier-public-way-post-hint = Gửi về địa chỉ bạn đã khai; cước do bưu chính thu.
dossier-public-then-title = Nộp bây giờ thì
dossier-public-then-answer = Quầy trả lời có tiếp nhận hay không
dossier-public-then-answer-text = Được tiếp nhận thì bạn có mã hồ sơ và giấy hẹn. Thiếu giấy tờ thì bạn được hướng dẫn một lần cho đủ.
dossier-public-then-limit = Thời hạn giải quyết
dossier-public-then-limit-text = { $limit }, tính từ lúc được tiếp nhận
dossier-public-then-limit-unknown = Nguồn không ghi rõ thời hạn; ngày trả được ghi trên giấy hẹn khi tiếp nhận
dossier-public-then-code = Bạn nhận mã hồ sơ và ngày trả kết quả
dossier-public-then-code-text = Thời hạn giải quyết tính từ lúc tiếp nhận.
dossier-public-agree = Những điều trên là đúng. Tôi hiểu rằng khai sai có thể bị hủy kết quả và xử lý theo luật.
dossier-public-agree-missing = Đánh dấu rằng những điều trên là đúng
dossier-public-submit = Nộp hồ sơ
dossier-public-sending = Đang gửi…

# Two windows
dossier-public-conflict-title = Bản nháp vừa được sửa ở cửa sổ khác
dossier-public-conflict-lead = Lần lưu sau cùng lúc { $moment } không phải từ cửa sổ này. Chưa có gì bị ghi đè: bạn chọn giữ bản nào.
dossier-public-conflict-caption = Những chỗ khác nhau
dossier-public-conflict-field = Mục
dossier-public-conflict-here = Ở cửa sổ này
dossier-public-conflict-saved = Đã lưu
dossier-public-conflict-empty = (trống)
dossier-public-conflict-same = Hai bản giống nhau.
dossier-public-conflict-keep = Giữ bản ở cửa sổ này
dossier-public-conflict-take = Dùng bản đã lưu
dossier-public-conflict-text = Nội dung vừa được sửa ở nơi khác. Mở lại trang để xem bản mới nhất rồi làm tiếp.
dossier-public-wrong-state = Hồ sơ đã sang bước khác nên không làm việc này được nữa. Mở lại hồ sơ để xem nó đang ở đâu.

# One's own dossiers
dossier-public-mine-title = Hồ sơ của tôi
dossier-public-mine-handed-in = Hồ sơ đã nộp
dossier-public-mine-empty = Bạn chưa nộp hồ sơ nào
dossier-public-mine-empty-text = Hồ sơ nộp tại quầy bằng tên bạn chỉ hiện ở đây khi quầy gắn với tài khoản này.
dossier-public-find = Tìm thủ tục
dossier-public-drafts = Bản nháp
dossier-public-draft-resume = Viết tiếp
dossier-public-draft-discard = Bỏ
dossier-public-no-code = Chưa có mã: đang chờ tiếp nhận
dossier-public-handed-in-at = Nộp lúc { $moment }
dossier-public-news-lead = Xong.
dossier-public-news-saved = Bản nháp đã được lưu. Mở lại lúc nào cũng được.
dossier-public-news-discarded = Bản nháp đã được bỏ.
dossier-public-news-handed-in = Bản nháp này không còn: hồ sơ đã nộp, hoặc bản nháp đã được bỏ. Xem danh sách dưới đây.
dossier-public-discard-title = Bỏ bản nháp?
dossier-public-discard-text = Những gì đã gõ và các tệp đã tải lên sẽ không còn trong hồ sơ này. Không lấy lại được.
dossier-public-discard-do = Bỏ bản nháp
dossier-public-discard-keep = Giữ lại, viết tiếp

# Right after handing in
dossier-public-handed-in-title = Hồ sơ của bạn đã đến nơi
dossier-public-what-next = Tiếp theo là gì
dossier-public-at-the-latest = Chậm nhất { $moment }
dossier-public-after-receipt = Sau khi tiếp nhận
dossier-public-next = tiếp theo
dossier-public-follow = Theo dõi hồ sơ
dossier-public-changed-mind = Đổi ý?
dossier-public-changed-mind-text = Trước khi được tiếp nhận, bạn rút được hồ sơ.

# The dossier
dossier-public-due-result = Hạn trả kết quả
dossier-public-due-answer = Hạn trả lời tiếp nhận
dossier-public-says-new = { $office } trả lời có tiếp nhận hay không, chậm nhất { $due }.
dossier-public-says-received = Hồ sơ đã được tiếp nhận và chuyển đến { $office }. Kết quả trước { $due }.
dossier-public-says-not-accepted = Hồ sơ không được tiếp nhận. Lý do ở dưới; bạn có thể sửa rồi nộp lại.
dossier-public-says-in-process = { $office } đang giải quyết. Kết quả trước { $due }.
dossier-public-says-supplement-requested = Đang chờ bạn bổ sung. Đồng hồ dừng đến khi bạn gửi.
dossier-public-says-financial-requested = Đang chờ bạn nộp tiền theo thông báo. Đồng hồ dừng đến khi bạn nộp.
dossier-public-says-withdrawn = Bạn đã rút hồ sơ này. Không còn việc gì phải làm.
dossier-public-says-stopped = Việc giải quyết đã dừng theo đề nghị của bạn.
dossier-public-says-decided = Đã có kết quả. { $office } sẽ trả kết quả theo cách bạn chọn.
dossier-public-says-returned = Kết quả đã đến tay bạn. Hồ sơ đã xong.
dossier-public-stage-handed-in = Đã nộp
dossier-public-stage-received = Đã tiếp nhận
dossier-public-stage-in-work = Đang giải quyết
dossier-public-stage-result = Trả kết quả
dossier-public-did = Đã làm những gì
dossier-public-when = { $weekday }, { $time }
dossier-public-before = trước { $time }
dossier-public-now = Bây giờ
dossier-public-did-submitted = Bạn nộp hồ sơ trực tuyến
dossier-public-did-received = Được tiếp nhận, mã { $code }
dossier-public-did-not-accepted = Không được tiếp nhận
dossier-public-did-supplement-requested = Yêu cầu bổ sung, đồng hồ dừng
dossier-public-did-supplemented = Bạn đã bổ sung, đồng hồ chạy tiếp
dossier-public-did-claimed = Cán bộ nhận việc: { $task }
dossier-public-did-completed = Xong bước: { $task }
dossier-public-did-sent-back = Làm lại từ bước trước: { $task }
dossier-public-did-decided-approved = Đã có kết quả, số { $number }
dossier-public-did-decided-refused = Từ chối giải quyết, văn bản số { $number }
dossier-public-did-returned-counter = Đã trả kết quả tại quầy
dossier-public-did-returned-online = Đã trả kết quả bản điện tử
dossier-public-did-returned-post = Đã gửi kết quả qua bưu chính
dossier-public-did-withdrawn = Bạn rút hồ sơ
dossier-public-doing = Đang làm: { $task }
dossier-public-task-intake = xem xét tiếp nhận
dossier-public-task-return = trả kết quả
dossier-public-result-to-come = Trả kết quả
dossier-form-slip = Giấy tiếp nhận và hẹn trả kết quả (PDF)
dossier-form-supplement = Phiếu yêu cầu bổ sung hồ sơ (PDF)
dossier-form-refusal = Phiếu từ chối tiếp nhận (PDF)
dossier-public-result = Kết quả
dossier-public-result-download = Tải kết quả
dossier-public-result-verify = Trang kiểm tra thật giả
dossier-public-declared = Những gì bạn đã khai và gửi
dossier-public-ask = Hỏi về hồ sơ này
dossier-public-want = Bạn muốn
dossier-public-looks = Ai đã xem dữ liệu của bạn
dossier-public-looks-none = Chưa có cán bộ nào mở nội dung bạn khai.

# Answering a supplement request
dossier-public-your-turn = Đến lượt bạn
dossier-public-supplement-title = Bổ sung hồ sơ
dossier-public-supplement-lead = Cần bổ sung { $count } mục. Đồng hồ đang dừng; bạn gửi xong thì chạy tiếp. Việc này chỉ được yêu cầu một lần.
dossier-public-supplement-answer = Bổ sung ngay
dossier-public-supplement-file = Tệp cho mục này
dossier-public-supplement-form = Sửa tờ khai
dossier-public-supplement-form-hint = Chỉ sửa khi mục cần bổ sung nằm trong tờ khai. Những điều đã khai còn nguyên.
dossier-public-supplement-send = Gửi bổ sung
dossier-public-supplement-nothing = Gửi ít nhất một tệp, hoặc sửa tờ khai

# Withdrawing
dossier-public-withdraw-title = Rút hồ sơ?
dossier-public-withdraw-link = Rút hồ sơ
dossier-public-withdraw-text = Rút rồi thì hồ sơ này khép lại. Muốn làm tiếp, bạn nộp hồ sơ mới.
dossier-public-withdraw-reason = Lý do
dossier-public-withdraw-do = Rút hồ sơ
dossier-public-withdraw-keep = Không rút
dossier-public-back-dossier = Quay lại hồ sơ

# Looking up by code
dossier-public-track-title = Tra cứu hồ sơ
dossier-public-track-lead = Có mã hồ sơ là biết hồ sơ đã đến đâu, không phải đăng nhập.
dossier-public-track-code = Mã hồ sơ
dossier-public-track-hint = In trên giấy hẹn, ví dụ H49.36.01-261124-0007. Gõ chữ thường hay có dấu cách đều được.
dossier-public-track-button = Xem
dossier-public-track-unreadable = Mã hồ sơ gồm mã nơi nhận, ngày và số thứ tự, ví dụ H49.36.01-261124-0007. Xem lại trên giấy hẹn.
dossier-public-track-unknown = Không có hồ sơ mã { $code }
dossier-public-track-unknown-text = Có thể một chữ số bị nhầm, hoặc hồ sơ nộp ở tỉnh khác. Hồ sơ chưa được tiếp nhận thì chưa có mã.
dossier-public-track-own = Hồ sơ của tôi (cần đăng nhập)
dossier-public-track-privacy = Vì tra cứu không cần đăng nhập nên ở đây chỉ có mức hoàn thành. Chi tiết, tên và giấy tờ chỉ người nộp xem được.
dossier-public-track-handed-in = Đã nộp, đang chờ tiếp nhận
dossier-public-track-received = Đã tiếp nhận
dossier-public-track-in-work = Đang giải quyết
dossier-public-track-result-ready = Đã có kết quả, chờ trả
dossier-public-track-closed = Đã xong
dossier-public-file-missing = Tải lên tệp “{ $name }”: tờ khai này phải có
