# Applying: beginning
dossier-public-begin-title = ยื่นคำขอออนไลน์
dossier-public-begin-unfinished = คุณกรอกคำขอนี้ค้างไว้
dossier-public-begin-saved = บันทึกล่าสุด { $moment }
dossier-public-begin-continue = กรอกต่อ
dossier-public-begin-another = หรือเริ่มคำขอใหม่
dossier-public-begin-start = เริ่ม
dossier-public-begin-kept = ทุกสิ่งที่คุณกรอกถูกเก็บเป็นฉบับร่าง เปิดต่อได้จากเครื่องอื่น ยังไม่มีใครเห็นจนกว่าคุณจะยื่น
dossier-public-places = ที่อยู่ของสำนักงานรับคำขอ
dossier-public-office = สำนักงานที่รับคำขอ
dossier-public-office-hint = ยื่นที่ใดก็ได้ในจังหวัด สำนักงานที่รับจะส่งต่อให้หน่วยงานที่พิจารณา เราจะจำตัวเลือกนี้ไว้
dossier-public-office-choose = เลือกสำนักงาน
dossier-public-office-missing = เลือกสำนักงานที่รับคำขอ
dossier-public-busy = กำลังบันทึก…

# Applying: steps
dossier-public-step-declare = กรอกข้อมูล
dossier-public-step-papers = เอกสาร
dossier-public-step-review = ตรวจทานและยื่น
dossier-public-draft-line = บันทึกฉบับร่างเวลา { $time } เก็บไว้ถึง { $date }
dossier-public-draft-elsewhere = ยังไม่ได้บันทึก: ฉบับร่างเพิ่งถูกแก้ในอีกหน้าต่าง กด “บันทึกและไปต่อ” เพื่อเปรียบเทียบ
dossier-public-save-next = บันทึกและไปต่อ
dossier-public-save-later = บันทึกร่างไว้ทำต่อภายหลัง
dossier-public-discard-link = ทิ้งฉบับร่างนี้
dossier-public-form-basis = แบบคำขอเป็นไปตาม { $basis }
dossier-public-back-declare = กลับไปขั้นตอนที่ 1
dossier-public-back-papers = กลับไปขั้นตอนที่ 2

# Applying: papers
dossier-public-papers = เอกสาร
dossier-public-papers-lead = ถ่ายภาพหรือสแกนเอกสารทีละฉบับให้เห็นครบสี่มุม ฉบับใดยังไม่มีให้เว้นไว้ ส่งเพิ่มภายหลังได้
dossier-public-papers-none = ไม่มีรายการเอกสาร
dossier-public-papers-none-text = แหล่งข้อมูลไม่ได้ระบุเอกสารที่ต้องยื่น หากมีเอกสารที่เกี่ยวข้อง ส่งได้ในช่องด้านล่าง
dossier-public-papers-case = กรณี: { $case }
dossier-public-papers-hint = ต้นฉบับ: { $originals } สำเนา: { $copies } ยื่นออนไลน์ให้ส่งไฟล์ PDF รูปภาพ หรือ DOCX ไฟล์ละไม่เกิน 20 MB
dossier-public-papers-form = ตามแบบ: { $form }
dossier-public-papers-other = เอกสารอื่น
dossier-public-other-name = ชื่อเอกสาร
dossier-public-other-hint = ตัวอย่าง: หนังสือมอบอำนาจ
dossier-public-other-missing = กรอกชื่อเอกสารของไฟล์ที่เลือก แล้วเลือกไฟล์อีกครั้ง
dossier-public-other-file = ไฟล์
dossier-public-file-hint = PDF รูปภาพ หรือ DOCX ไม่เกิน 20 MB
dossier-public-file-refused = ไฟล์ “{ $file }” ยังไม่ได้รับ { $why }
dossier-public-remove = นำออก
dossier-public-open = เปิด
dossier-public-upload-next = บันทึกและไปต่อ
dossier-public-upload-stay = อัปโหลดและอยู่หน้านี้ต่อ
dossier-public-uploading = กำลังอัปโหลด…

# Applying: check and hand in
dossier-public-change = แก้ไข
dossier-public-papers-empty = คุณยังไม่ได้ส่งเอกสาร
dossier-public-papers-change = เพิ่มหรือนำเอกสารออก
dossier-public-lacking = ยังมีเอกสารที่ไม่มีไฟล์
dossier-public-lacking-text = เอกสารในรายการไม่จำเป็นต้องใช้ทุกฉบับในกรณีของคุณ หากขาดจริง สำนักงานจะขอเพิ่มเพียงครั้งเดียว
dossier-public-where = ที่รับคำขอและวิธีรับผล
dossier-public-way = คุณต้องการรับผลอย่างไร
dossier-public-way-missing = เลือกวิธีรับผล
dossier-public-way-counter = ที่เคาน์เตอร์
dossier-public-way-counter-hint = นำบัตรประจำตัวไปที่สำนักงานที่รับคำขอ
dossier-public-way-online = เอกสารอิเล็กทรอนิกส์
dossier-public-way-online-hint = ดาวน์โหลดจากหน้าคำขอของคุณ มีรหัส QR สำหรับตรวจสอบ
dossier-public-way-post = ไปรษณีย์
dossier-public-way-post-hint = ส่งไปยังที่อยู่ที่คุณแจ้ง ไปรษณีย์เป็นผู้เก็บค่าส่ง
dossier-public-then-title = หากยื่นตอนนี้
dossier-public-then-answer = เคาน์เตอร์ตอบว่ารับคำขอหรือไม่
dossier-public-then-answer-text = เมื่อรับแล้ว คุณจะได้รหัสคำขอและใบนัด หากเอกสารขาด เราจะแจ้งให้ครบในครั้งเดียว
dossier-public-then-limit = ระยะเวลาดำเนินการ
dossier-public-then-limit-text = { $limit } นับจากเวลาที่รับคำขอ
dossier-public-then-limit-unknown = แหล่งข้อมูลระบุไม่ชัดเจน วันรับผลจะอยู่ในใบนัด
dossier-public-then-code = คุณได้รหัสคำขอและวันรับผล
dossier-public-then-code-text = ระยะเวลานับจากเวลาที่รับคำขอ
dossier-public-agree = ข้อความข้างต้นเป็นความจริง ข้าพเจ้าเข้าใจว่าการแจ้งเท็จอาจทำให้ผลถูกยกเลิกและถูกดำเนินการตามกฎหมาย
dossier-public-agree-missing = ทำเครื่องหมายว่าข้อความข้างต้นเป็นความจริง
dossier-public-submit = ยื่นคำขอ
dossier-public-sending = กำลังส่ง…

# Two windows
dossier-public-conflict-title = ฉบับร่างเพิ่งถูกแก้ในอีกหน้าต่าง
dossier-public-conflict-lead = การบันทึกล่าสุด { $moment } ไม่ได้มาจากหน้าต่างนี้ ยังไม่มีสิ่งใดถูกเขียนทับ โปรดเลือกฉบับที่จะเก็บ
dossier-public-conflict-caption = ส่วนที่ต่างกัน
dossier-public-conflict-field = ช่อง
dossier-public-conflict-here = ในหน้าต่างนี้
dossier-public-conflict-saved = ที่บันทึกไว้
dossier-public-conflict-empty = (ว่าง)
dossier-public-conflict-same = ทั้งสองฉบับเหมือนกัน
dossier-public-conflict-keep = เก็บฉบับในหน้าต่างนี้
dossier-public-conflict-take = ใช้ฉบับที่บันทึกไว้
dossier-public-conflict-text = เนื้อหาเพิ่งถูกแก้จากที่อื่น เปิดหน้านี้อีกครั้งเพื่อดูฉบับล่าสุดแล้วทำต่อ
dossier-public-wrong-state = คำขออยู่ในขั้นตอนอื่นแล้ว จึงทำรายการนี้ไม่ได้ เปิดคำขออีกครั้งเพื่อดูสถานะ

# One's own dossiers
dossier-public-mine-title = คำขอของฉัน
dossier-public-mine-handed-in = คำขอที่ยื่นแล้ว
dossier-public-mine-empty = คุณยังไม่เคยยื่นคำขอ
dossier-public-mine-empty-text = คำขอที่ยื่นที่เคาน์เตอร์จะแสดงที่นี่เมื่อเคาน์เตอร์เชื่อมกับบัญชีนี้
dossier-public-find = ค้นหาบริการ
dossier-public-drafts = ฉบับร่าง
dossier-public-draft-resume = กรอกต่อ
dossier-public-draft-discard = ทิ้ง
dossier-public-no-code = ยังไม่มีรหัส: รอการรับคำขอ
dossier-public-handed-in-at = ยื่นเมื่อ { $moment }
dossier-public-news-lead = เสร็จแล้ว
dossier-public-news-saved = บันทึกฉบับร่างแล้ว เปิดต่อได้ทุกเมื่อ
dossier-public-news-discarded = ทิ้งฉบับร่างแล้ว
dossier-public-news-handed-in = ไม่มีฉบับร่างนี้แล้ว: ยื่นไปแล้วหรือถูกทิ้งแล้ว ดูรายการด้านล่าง
dossier-public-discard-title = ทิ้งฉบับร่างหรือไม่
dossier-public-discard-text = สิ่งที่กรอกและไฟล์ที่อัปโหลดจะไม่อยู่ในคำขอนี้อีก และเรียกคืนไม่ได้
dossier-public-discard-do = ทิ้งฉบับร่าง
dossier-public-discard-keep = เก็บไว้และกรอกต่อ

# Right after handing in
dossier-public-handed-in-title = คำขอของคุณมาถึงแล้ว
dossier-public-what-next = ขั้นตอนต่อไป
dossier-public-at-the-latest = อย่างช้า { $moment }
dossier-public-after-receipt = หลังรับคำขอ
dossier-public-next = ถัดไป
dossier-public-follow = ติดตามคำขอ
dossier-public-changed-mind = เปลี่ยนใจหรือไม่
dossier-public-changed-mind-text = ก่อนที่คำขอจะถูกรับ คุณถอนคำขอได้

# The dossier
dossier-public-due-result = กำหนดรับผล
dossier-public-due-answer = กำหนดตอบรับคำขอ
dossier-public-says-new = { $office } จะตอบว่ารับคำขอหรือไม่ อย่างช้า { $due }
dossier-public-says-received = รับคำขอแล้วและส่งต่อให้ { $office } ได้ผลภายใน { $due }
dossier-public-says-not-accepted = คำขอไม่ได้รับการรับ เหตุผลอยู่ด้านล่าง คุณแก้ไขแล้วยื่นใหม่ได้
dossier-public-says-in-process = { $office } กำลังดำเนินการ ได้ผลภายใน { $due }
dossier-public-says-supplement-requested = กำลังรอเอกสารจากคุณ ระบบหยุดนับเวลาจนกว่าคุณจะส่ง
dossier-public-says-financial-requested = กำลังรอการชำระเงินตามหนังสือแจ้ง ระบบหยุดนับเวลาจนกว่าคุณจะชำระ
dossier-public-says-withdrawn = คุณถอนคำขอนี้แล้ว ไม่มีสิ่งใดต้องทำอีก
dossier-public-says-stopped = หยุดดำเนินการตามที่คุณขอ
dossier-public-says-decided = ได้ผลแล้ว { $office } จะส่งมอบผลตามวิธีที่คุณเลือก
dossier-public-says-returned = คุณได้รับผลแล้ว คำขอนี้เสร็จสิ้น
dossier-public-stage-handed-in = ยื่นแล้ว
dossier-public-stage-received = รับคำขอแล้ว
dossier-public-stage-in-work = กำลังดำเนินการ
dossier-public-stage-result = ส่งมอบผล
dossier-public-did = สิ่งที่ดำเนินการแล้ว
dossier-public-when = { $weekday } { $time }
dossier-public-before = ภายใน { $time }
dossier-public-now = ตอนนี้
dossier-public-did-submitted = คุณยื่นคำขอออนไลน์
dossier-public-did-received = รับคำขอแล้ว รหัส { $code }
dossier-public-did-not-accepted = ไม่รับคำขอ
dossier-public-did-supplement-requested = ขอเอกสารเพิ่ม ระบบหยุดนับเวลา
dossier-public-did-supplemented = คุณส่งเพิ่มแล้ว ระบบนับเวลาต่อ
dossier-public-did-claimed = เจ้าหน้าที่รับงาน: { $task }
dossier-public-did-completed = เสร็จขั้นตอน: { $task }
dossier-public-did-sent-back = กลับไปขั้นตอนก่อนหน้า: { $task }
dossier-public-did-decided-approved = ได้ผลแล้ว เลขที่ { $number }
dossier-public-did-decided-refused = ปฏิเสธคำขอ หนังสือเลขที่ { $number }
dossier-public-did-returned-counter = ส่งมอบผลที่เคาน์เตอร์แล้ว
dossier-public-did-returned-online = ส่งมอบผลเป็นเอกสารอิเล็กทรอนิกส์แล้ว
dossier-public-did-returned-post = ส่งผลทางไปรษณีย์แล้ว
dossier-public-did-withdrawn = คุณถอนคำขอ
dossier-public-doing = กำลังทำ: { $task }
dossier-public-task-intake = ตรวจเพื่อรับคำขอ
dossier-public-task-return = ส่งมอบผล
dossier-public-result-to-come = ส่งมอบผล
dossier-form-slip = ใบรับคำขอและนัดรับผล (PDF)
dossier-form-supplement = ใบขอให้ส่งเอกสารเพิ่มเติม (PDF)
dossier-form-refusal = ใบปฏิเสธการรับคำขอ (PDF)
dossier-public-result = ผล
dossier-public-result-download = ดาวน์โหลดผล
dossier-public-result-verify = หน้าตรวจสอบว่าเป็นของจริง
dossier-public-declared = สิ่งที่คุณแจ้งและส่ง
dossier-public-ask = สอบถามเรื่องคำขอนี้
dossier-public-want = คุณต้องการ
dossier-public-looks = ใครเปิดดูข้อมูลของคุณ
dossier-public-looks-none = ยังไม่มีเจ้าหน้าที่เปิดดูสิ่งที่คุณแจ้ง

# Answering a supplement request
dossier-public-your-turn = ถึงคราวของคุณ
dossier-public-supplement-title = ส่งเอกสารเพิ่ม
dossier-public-supplement-lead = ขาด { $count } รายการ ระบบหยุดนับเวลาและจะนับต่อเมื่อคุณส่ง เราขอเพิ่มได้เพียงครั้งเดียว
dossier-public-supplement-answer = ส่งเพิ่มตอนนี้
dossier-public-supplement-file = ไฟล์สำหรับรายการนี้
dossier-public-supplement-form = แก้แบบคำขอ
dossier-public-supplement-form-hint = แก้เมื่อรายการที่ขาดอยู่ในแบบคำขอเท่านั้น สิ่งที่แจ้งไว้ยังอยู่ครบ
dossier-public-supplement-send = ส่งเพิ่ม
dossier-public-supplement-nothing = ส่งอย่างน้อยหนึ่งไฟล์ หรือแก้แบบคำขอ

# Withdrawing
dossier-public-withdraw-title = ถอนคำขอหรือไม่
dossier-public-withdraw-link = ถอนคำขอ
dossier-public-withdraw-text = เมื่อถอนแล้วคำขอนี้จะปิด หากต้องการทำต่อ ให้ยื่นคำขอใหม่
dossier-public-withdraw-reason = เหตุผล
dossier-public-withdraw-do = ถอนคำขอ
dossier-public-withdraw-keep = ไม่ถอน
dossier-public-back-dossier = กลับไปที่คำขอ

# Looking up by code
dossier-public-track-title = ติดตามคำขอ
dossier-public-track-lead = มีรหัสคำขอก็รู้ได้ว่าคำขอถึงขั้นใด ไม่ต้องลงชื่อเข้าใช้
dossier-public-track-code = รหัสคำขอ
dossier-public-track-hint = อยู่บนใบนัด ตัวอย่าง H49.36.01-261124-0007 พิมพ์ตัวเล็กหรือเว้นวรรคก็ได้
dossier-public-track-button = ดู
dossier-public-track-unreadable = รหัสคำขอประกอบด้วยรหัสสำนักงาน วันที่ และลำดับ ตัวอย่าง H49.36.01-261124-0007 โปรดดูบนใบนัดอีกครั้ง
dossier-public-track-unknown = ไม่มีคำขอรหัส { $code }
dossier-public-track-unknown-text = อาจมีตัวเลขผิด หรือยื่นไว้ที่จังหวัดอื่น คำขอที่ยังไม่ได้รับจะยังไม่มีรหัส
dossier-public-track-own = คำขอของฉัน (ต้องลงชื่อเข้าใช้)
dossier-public-track-privacy = ใครก็ค้นด้วยรหัสได้ จึงแสดงเพียงระดับความคืบหน้า รายละเอียด ชื่อ และเอกสารมีเพียงผู้ยื่นที่เห็น
dossier-public-track-handed-in = ยื่นแล้ว รอการรับคำขอ
dossier-public-track-received = รับคำขอแล้ว
dossier-public-track-in-work = กำลังดำเนินการ
dossier-public-track-result-ready = ได้ผลแล้ว รอส่งมอบ
dossier-public-track-closed = เสร็จสิ้น
dossier-public-file-missing = อัปโหลดไฟล์ “{ $name }” แบบฟอร์มนี้ต้องมี
