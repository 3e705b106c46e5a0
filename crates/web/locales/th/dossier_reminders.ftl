dossier-reminded-half = เตือนแล้ว: ครึ่งเวลา
dossier-reminded-most = เตือนแล้ว: เหลือหนึ่งในห้า
dossier-reminded-due = เตือนแล้ว: ครบกำหนด
dossier-reminded-overdue = เตือนแล้ว: เกินกำหนด
