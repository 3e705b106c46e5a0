# Where people hand in and collect
organisation-places-title = สถานที่ยื่นคำขอและรับผล
organisation-places-lead = คุณยื่นคำขอได้ที่ศูนย์ใดก็ได้ด้านล่าง ไม่ว่าจะอาศัยอยู่ที่ใดในจังหวัด ศูนย์จะส่งคำขอต่อไปยังหน่วยงานที่พิจารณา
organisation-places-search = ค้นหาตามชื่อตำบลหรือแขวง
organisation-places-search-hint = ใช้ชื่อใหม่หรือชื่อเดิมก็ได้ มีหรือไม่มีเครื่องหมายวรรณยุกต์ เช่น Hong Gai, Yet Kieu
organisation-places-count = { $count } แห่งในจังหวัด
organisation-places-found = พบ { $count } แห่งที่ชื่อ “{ $query }”
organisation-places-none = ไม่มีสถานที่ชื่อ “{ $query }”
organisation-places-none-text = ลองใช้ชื่อเดิมของตำบลหรือแขวง หรือพิมพ์ให้สั้นลง คุณยื่นคำขอที่อื่นในจังหวัดได้เช่นกัน
organisation-places-all = ดูทุกแห่ง
organisation-places-address-lead = ยังไม่มีที่อยู่
organisation-places-address-text = แหล่งข้อมูลทางการที่เรามีไม่ระบุที่อยู่ของศูนย์ เราไม่แต่งขึ้นเอง
organisation-places-province = รับคำขอจากทั้งจังหวัด
organisation-places-area = ในพื้นที่ { $area }
organisation-places-former = ก่อนวันที่ 1 กรกฎาคม ค.ศ. 2025: { $names }
organisation-places-hours = เวลาทำการ: 7:30–11:30 น. และ 13:00–17:00 น. วันจันทร์ถึงวันศุกร์ ยกเว้นวันหยุดราชการ
organisation-places-open = เปิดทำการอยู่
organisation-places-opens = ปิดอยู่ เปิดอีกครั้ง { $moment }

# API
organisation-api-query = อ่านพารามิเตอร์ของคำขอไม่ได้
organisation-api-level = level คือ province, district หรือ commune
organisation-api-kind = kind คือ committee, department, centre, police, division หรือ vertical
organisation-api-cursor = cursor ต้องเป็นค่า next ของหน้าก่อน
organisation-api-limit = limit อยู่ระหว่าง 1 ถึง 200
