dossier-channel-counter = เคาน์เตอร์
dossier-channel-online = ออนไลน์
dossier-channel-post = ไปรษณีย์
dossier-step-intake = รับเรื่อง
dossier-step-appraise = ตรวจพิจารณา
dossier-step-consult-1 = ให้ความเห็นร่วม
dossier-step-decide = ตัดสินใจ
dossier-step-return = ส่งมอบผล
