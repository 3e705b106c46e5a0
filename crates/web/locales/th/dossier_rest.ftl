dossier-rest-unreadable = อ่านเนื้อหาของคำขอไม่ได้
dossier-rest-unfit = เนื้อหาของคำขอไม่ตรงกับโครงสร้างของการทำงานนี้
dossier-rest-query = อ่านพารามิเตอร์ในที่อยู่ไม่ได้
dossier-rest-parameter = พารามิเตอร์นี้ไม่รับค่านี้
dossier-rest-version-required = โปรดระบุใน If-Match ว่าท่านดูสำนวนรุ่นใด
dossier-rest-if-match = If-Match รับ ETag หนึ่งค่าในเครื่องหมายอัญประกาศ หรือ *
dossier-rest-key-required = โปรดส่ง Idempotency-Key ยาว 1 ถึง 200 อักขระ
dossier-rest-variables = กระบวนการไปต่อด้วยข้อเท็จจริงเหล่านี้ไม่ได้ โปรดตรวจตัวแปร
