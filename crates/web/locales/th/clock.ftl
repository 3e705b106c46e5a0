# Deadline chip
web-chip-days-left = เหลือ { $count } วัน
web-chip-tomorrow = พรุ่งนี้ { $time }
web-chip-next-day = { $day } { $time }
web-chip-today = วันนี้ { $time }
web-chip-late-days = ช้า { $count } วัน
web-chip-late-time = ช้า { $time }
web-chip-stopped-supplement = หยุดนับ รอเอกสาร
web-chip-stopped-payment = หยุดนับ รอชำระเงิน
web-chip-done-on-day = เสร็จตรงกำหนด
web-chip-done-early = เสร็จก่อน { $count } วัน
web-chip-done-late-days = ช้าไป { $count } วัน
web-chip-done-late-time = ช้าไป { $time }
web-chip-note-time-left = เหลือ { $time }
web-chip-note-days-left = เหลือ { $count } วัน
web-chip-minutes = { $minutes } นาที
web-chip-hours = { $hours } ชั่วโมง
web-chip-hours-minutes = { $hours } ชม. { $minutes } นาที

# Calendar of an explanation
web-calendar-caption = ทีละวัน ตั้งแต่ยื่นจนถึงกำหนด
web-calendar-day-month = { $day }/{ $month }
web-calendar-handed-in = ยื่น
web-calendar-received = รับ
web-calendar-stopped = หยุด
web-calendar-holiday = หยุด
web-calendar-legend-counted = วันที่นับ
web-calendar-legend-dropped = นับแล้วยกเลิก
web-calendar-legend-stopped = หยุดนับ
web-calendar-legend-off = วันหยุด
web-calendar-legend-due = วันครบกำหนด
web-calendar-legend-today = วันนี้
