# ผลลัพธ์: ดูก่อน วินิจฉัยหลายรายการ ส่งมอบ
dossier-result-sex-male = ชาย
dossier-result-sex-female = หญิง
