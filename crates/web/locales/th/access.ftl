# Signing in and out
access-sign-in-title = เข้าสู่ระบบ
access-sign-in = เข้าสู่ระบบ
access-login = หมายเลขโทรศัพท์ อีเมล หรือชื่อผู้ใช้
access-login-hint = เช่น 0912 345 678 หรือ name@example.vn
access-password = รหัสผ่าน
access-not-matching = ชื่อผู้ใช้กับรหัสผ่านไม่ตรงกัน ตรวจสอบทั้งสองช่องแล้วลองอีกครั้ง
access-too-many = ลองผิดหลายครั้งแล้ว รอ { $minutes } นาทีแล้วลองอีกครั้ง
access-busy = กำลังส่ง…
access-no-account = ยังไม่มีบัญชีใช่ไหม
access-no-account-text = ลงทะเบียนใช้เวลาประมาณหนึ่งนาที ต้องมีหมายเลขโทรศัพท์หรืออีเมล
access-registered-lead = ได้รับการลงทะเบียนแล้ว
access-registered-text = โปรดเข้าสู่ระบบ หากคุณมีบัญชีอยู่ก่อนแล้ว ให้ใช้รหัสผ่านเดิม
access-sign-out-title = ออกจากระบบ
access-sign-out = ออกจากระบบ
access-sign-out-text = หลังออกจากระบบ ผู้อื่นที่ใช้เครื่องนี้จะดูคำขอของคุณไม่ได้

# Registering
access-register-title = ลงทะเบียนบัญชี
access-register = ลงทะเบียน
access-register-text = เมื่อมีบัญชี คุณยื่นคำขอออนไลน์และติดตามได้ทุกขั้นตอน
access-have-account = มีบัญชีแล้วใช่ไหม เข้าสู่ระบบ
access-name = ชื่อและนามสกุล
access-name-hint = ตามบัตรประจำตัว
access-name-missing = กรอกชื่อและนามสกุล
access-name-too-long = ชื่อยาวได้ไม่เกิน 200 ตัวอักษร กรอกให้สั้นลง
access-phone = หมายเลขโทรศัพท์
access-phone-hint = ใช้เข้าสู่ระบบและรับข่าวเกี่ยวกับคำขอ หากไม่มีให้กรอกอีเมล
access-phone-unreadable = หมายเลขโทรศัพท์มีตัวเลข 9 ถึง 15 หลัก เช่น 0912 345 678
access-contact-missing = กรอกหมายเลขโทรศัพท์หรืออีเมล
access-email = อีเมล
access-email-unreadable = อีเมลต้องมีรูปแบบ name@example.vn
access-personal-number = เลขประจำตัว
access-personal-number-hint = ตัวเลข 12 หลักบนบัตรประจำตัว ใช้กรอกแบบฟอร์มให้ล่วงหน้า
access-number-wrong = เลขประจำตัวต้องมี 12 หลัก คุณกรอก { $digits } หลัก
access-new-password = รหัสผ่าน
access-new-password-hint = อย่างน้อย 8 ตัวอักษร คำหลายคำที่ไม่เกี่ยวข้องกันจำง่ายและเดายาก ใช้ช่องว่างได้
access-password-too-short = รหัสผ่านต้องมีอย่างน้อย 8 ตัวอักษร
access-password-too-long = รหัสผ่านยาวได้ไม่เกิน 128 ตัวอักษร
access-password-common = รหัสผ่านนี้ใครๆ ก็ลองเป็นอันดับแรก เลือกคำหลายคำที่ไม่เกี่ยวข้องกัน
access-password-same-as-login = รหัสผ่านต้องไม่เหมือนหมายเลขโทรศัพท์หรืออีเมล
access-too-many-registrations = มีการลงทะเบียนจากเครือข่ายนี้จำนวนมาก รอ { $minutes } นาทีแล้วลองอีกครั้ง

# Roles
access-role-applicant = ผู้ยื่นคำขอ
access-role-intake-officer = เจ้าหน้าที่รับคำขอ
access-role-processing-officer = เจ้าหน้าที่ดำเนินการ
access-role-unit-head = หัวหน้าหน่วยงาน
access-role-one-stop-head = หัวหน้าศูนย์บริการจุดเดียว
access-role-administrator = ผู้ดูแลระบบ
access-role-auditor = ผู้ตรวจสอบ

# API
access-api-unreadable = เนื้อหาต้องเป็น JSON ที่มี login, password และ label
access-api-label = ป้ายชื่อยาว 1 ถึง 100 ตัวอักษร
