# Deadline chip
web-chip-days-left = Còn { $count } ngày
web-chip-tomorrow = Mai { $time }
web-chip-next-day = { $day }, { $time }
web-chip-today = Hôm nay { $time }
web-chip-late-days = Trễ { $count } ngày
web-chip-late-time = Trễ { $time }
web-chip-stopped-supplement = Dừng, chờ bổ sung
web-chip-stopped-payment = Dừng, chờ nộp tiền
web-chip-done-on-day = Trả đúng hạn
web-chip-done-early = Trả sớm { $count } ngày
web-chip-done-late-days = Trả trễ { $count } ngày
web-chip-done-late-time = Trả trễ { $time }
web-chip-note-time-left = còn { $time }
web-chip-note-days-left = còn { $count } ngày
web-chip-minutes = { $minutes } phút
web-chip-hours = { $hours } giờ
web-chip-hours-minutes = { $hours } giờ { $minutes }

# Calendar of an explanation
web-calendar-caption = Từng ngày, từ lúc nộp đến hạn
web-calendar-day-month = { $day }/{ $month }
web-calendar-handed-in = nộp
web-calendar-received = nhận
web-calendar-stopped = dừng
web-calendar-holiday = lễ
web-calendar-legend-counted = ngày được đếm
web-calendar-legend-dropped = đếm rồi bỏ, vì đếm lại
web-calendar-legend-stopped = đồng hồ dừng
web-calendar-legend-off = ngày nghỉ
web-calendar-legend-due = hạn trả
web-calendar-legend-today = hôm nay
