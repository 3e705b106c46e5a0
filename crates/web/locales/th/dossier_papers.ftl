# ถ้อยคำของเอกสารผลลัพธ์ ตัวเอกสารพิมพ์เป็นภาษาเวียดนาม ข้อความนี้มีความหมายเดียวกัน
dossier-paper-applicant = ผู้ยื่นคำขอ
dossier-paper-address = ที่อยู่
dossier-paper-code = เลขที่คำขอ
dossier-paper-symbol-approved = KQ-UBND
dossier-paper-symbol-refused = TB-UBND
dossier-paper-title-approved = ผลการพิจารณาขั้นตอนทางปกครอง
dossier-paper-title-refused = หนังสือแจ้งปฏิเสธคำขอ
dossier-paper-signer = หัวหน้าหน่วยงาน
dossier-paper-archive = สำเนาเก็บแฟ้ม
dossier-paper-article-approved = อนุมัติคำขอของผู้มีชื่อด้านล่างในขั้นตอน: { $procedure }
dossier-paper-article-validity = เอกสารนี้มีผลตั้งแต่วันที่ลงนาม รหัส QR ด้านล่างใช้ตรวจสอบเอกสาร
dossier-paper-article-refused = ปฏิเสธคำขอของผู้มีชื่อด้านล่าง เหตุผล: { $reason }
dossier-paper-article-appeal = ผู้ยื่นคำขอมีสิทธิร้องเรียนตามกฎหมายว่าด้วยการร้องเรียน
