# Filled in from what is known, and results used again.
dossier-known-profile = จากข้อมูลส่วนตัวของคุณ
dossier-known-dossier = จากคำขอของคุณวันที่ { $day }
dossier-once-have = คุณมีผลนี้แล้ว ไม่ต้องอัปโหลด:
dossier-once-use = ใช้ผลนี้
dossier-once-offer = { $procedure } เลขที่ { $number } วันที่ { $day }
