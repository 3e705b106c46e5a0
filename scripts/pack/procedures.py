#!/usr/bin/env python3
"""Makes data/vn/procedures/*.jsonl from the open sources.

    scripts/pack/procedures.py SOURCE_FOLDER [PACK_FOLDER]

SOURCE_FOLDER holds procedures.jsonl, procedures_text.jsonl and procedures.csv; PACK_FOLDER is data/vn unless given. One file per
agency, one procedure per line, ordered by code, so that a changed procedure is a changed line. Running it twice gives the same files.

Kept by hand and read here: limits.csv (limits the law states where the source lost the unit), fees.csv (what the source's 0 means),
corrections.csv (places where the source's text is scrambled). Kept by hand and not read here: bindings.csv.

Nothing is invented: what the source does not say clearly stays as text and gets a quality flag (data/vn/README.md lists them).
"""

import csv
import json
import re
import sys
import unicodedata
from pathlib import Path

CHANNELS = {"Trực tuyến": "online", "Dịch vụ bưu chính": "post", "Trực tiếp": "counter"}
UNITS = {"working_day": "working_day", "day": "calendar_day", "hour": "working_hour", "month": "month"}
UNIT_WORDS = {"working_day": "ngày làm việc", "day": "ngày", "hour": "giờ", "month": "tháng"}
SUBJECTS = {
    "Công dân Việt Nam": "citizen", "Người Việt Nam định cư ở nước ngoài": "overseas_vietnamese", "Người nước ngoài": "foreigner",
    "Người nước ngoài cư trú tại Việt Nam": "foreigner", "Cán bộ": "official", "công chức": "official", "viên chức": "official",
    "Doanh nghiệp": "enterprise", "Doanh nghiệp Việt Nam": "enterprise", "Doanh nghiệp có vốn đầu tư nước ngoài": "foreign_invested_enterprise",
    "Hợp tác xã": "cooperative", "Tổ chức (không bao gồm doanh nghiệp, HTX)": "organisation", "Tổ chức nước ngoài": "foreign_organisation",
    "Đảng viên": "party_member", "Tổ chức Đảng": "party_organisation",
}
# Issuers of legal documents that can be read with certainty. Anything else was glued to the first letter of the title or cut.
ISSUERS = {
    "CP", "TTg", "UBTVQH", "BTC", "BTP", "BCA", "NHNN", "BNNMT", "BGTVT", "BQP", "BXD", "BNNPTNT", "BTNMT", "BKHĐT", "BLĐTBXH", "BHXH",
    "VPCP", "BYT", "BVHTTDL", "BKHCN", "BCT", "BNV", "BNG", "BTTTT", "BGDĐT", "TTCP", "HĐTP", "VKSNDTC", "TANDTC", "BVHTT",
}
# Names that the crawl put on procedures they do not belong to: many different procedures share one source page.
WRONG_NAMES = ("Hỗ trợ phát triển sản xuất cộng đồng", "Công bố Danh mục")
WRONG_NAME_CODES = set("""1.002544 1.014208 2.001709 3.000224 3.000272 3.000274 3.000284 3.000285 3.000286 3.000332
    2.001428 3.000226 3.000243 3.000244 3.000246 3.000283 3.000331""".split())


def clean(text):
    """NFC, no control characters but the line feed, no spaces at the ends of lines."""
    text = unicodedata.normalize("NFC", text or "").replace("\r\n", "\n").replace("\t", " ").replace("\u00a0", " ")
    text = "".join(letter for letter in text if letter == "\n" or unicodedata.category(letter) not in ("Cc", "Cf"))
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())


def bare(text):
    """A text without the bullet it begins with."""
    return re.sub(r"^(?:[-+*•–]\s*)+", "", clean(text))


def read_rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(value):
    return int(value) if isinstance(value, float) and value.is_integer() else value


def limit(value, unit):
    """The limit when value and unit make one: whole months and days, halves of working days, more than zero."""
    if value is None or unit is None or value <= 0:
        return None
    if unit == "working_day" and (value * 2) % 1 or unit in ("day", "month") and value % 1:
        return None
    return {"value": number(value), "unit": UNITS[unit]}


def limit_text(value, unit):
    words = [f"{number(value):02d}" if isinstance(number(value), int) else str(value)] if value is not None else []
    return " ".join(words + ([UNIT_WORDS[unit]] if unit else []))


def fee(entry):
    amount, currency, note = entry.get("amount"), entry.get("currency"), clean(entry.get("note"))
    return {"amount": number(amount), "currency": currency, "note": note} if amount is not None or note else None


def channel(entry):
    value, unit = entry.get("time_value"), entry.get("time_unit")
    return {
        "channel": CHANNELS[entry["channel"]],
        "limit": limit(value, unit),
        "limit_text": limit_text(value, unit),
        "fees": [found for found in map(fee, entry["fees"]) if found],
        "note": clean(entry.get("note")),
    }


def is_note(document):
    counted = document["originals"] or document["copies"]
    return not counted and ("lưu ý" in document["case"].lower() or bare(document["name"]).lower().startswith("lưu ý"))


def papers(documents):
    """Papers, and the remarks that the source lists among them."""
    listed, notes = [], []
    for document in documents:
        if is_note(document):
            notes.append(bare(document["name"]))
        else:
            listed.append({
                "case": bare(document["case"]), "name": bare(document["name"]), "form": clean(document["form"]),
                "originals": document["originals"], "copies": document["copies"],
            })
    return listed, notes


def is_certain(basis):
    parts = re.fullmatch(r"(\d{1,4})/(\d{4})/(?:([A-ZĐ]+)-)?([A-ZĐa-z]+?)(\d{0,2})", basis)
    if not parts or not 1945 <= int(parts[2]) <= 2026:
        return False
    if parts[4] in ("QH", "UBTVQH", "PL-UBTVQH"):
        return 8 <= int(parts[5] or 0) <= 16 and int(parts[1]) < 300
    return parts[4] in ISSUERS and parts[3] in ("NĐ", "NQ", "TT", "TTLT", "QĐ", "CT") and not parts[5]


def legal_bases(listed):
    certain = sorted({clean(basis) for basis in listed if is_certain(clean(basis))})
    return certain, sorted({clean(basis) for basis in listed} - set(certain))


def is_cut(text):
    """Does the text stop in the middle of a sentence? Lists may end without a full stop, so only a hanging end counts."""
    last = text.rstrip()
    return bool(last) and (last[-1] in "(,:–-“" or re.search(r"(?:\b(?:và|hoặc|của|theo|tại|cho|các|với|được|số|điểm|khoản))$", last) is not None)


def flags(record, row):
    source = set(filter(None, row["quality_flags"].split("|")))
    limits = [entry["limit"] for entry in record["channels"]]
    known = [found for found in limits if found]
    fees = [found for entry in record["channels"] for found in entry["fees"]]
    checks = {
        "name_doubtful": "name_in_source" in record,
        "limit_missing": not known and not any(entry["limit_text"] for entry in record["channels"]),
        "limit_unclear": any(entry["limit_text"] and not entry["limit"] for entry in record["channels"]),
        "limit_varies": len({json.dumps(found) for found in known}) > 1 or "time_varies" in source,
        "limit_in_hours": any(found["unit"] == "working_hour" for found in known),
        "limit_unit_inferred": "time_unit_inferred" in source,
        "fee_in_words": any(found["amount"] is None for found in fees),
        "fee_missing": not fees,
        "fee_doubtful": "fee_suspicious" in source,
        "papers_missing": not record["documents"],
        "legal_bases_doubtful": bool(record["legal_bases_doubtful"]),
        "legal_bases_missing": not record["legal_bases"],
        "result_missing": not record["results"],
        "agency_missing": not record["executing_agency"],
        "text_cut": is_cut(record["steps"]) or is_cut(record["conditions"]),
    }
    return sorted(flag for flag, holds in checks.items() if holds)


def record(source, text, row):
    documents, notes = papers(source.get("documents", []))
    certain, doubtful = legal_bases(source.get("legal_bases", []))
    made = {
        "code": source["code"], "name": clean(source["name"]).replace("\n", " ").strip(" ."), "field": clean(row["field"]),
        "agency": clean(row["agency"]), "agency_code": row["agency_code"],
        "levels": [level for level in row["levels"].split("|") if level],
        "executing_agency": clean(row["executing_agency"]), "competent_agency": clean(row["competent_agency"]),
        "coordinating_agency": clean(source.get("coordinating_agency")), "receiving_address": clean(source.get("receiving_address")),
        "decision": clean(row["decision_no"]), "kind": clean(row["procedure_type"]),
        "subjects": sorted({SUBJECTS[subject] for subject in source["subjects"]}),
        "channels": [channel(entry) for entry in source["channels"]],
        "documents": documents, "notes": notes,
        "results": [{"name": bare(result["name"]), "code": result.get("code") or ""} for result in source.get("results", [])],
        "legal_bases": certain, "legal_bases_doubtful": doubtful,
        "steps": clean(text["steps"]), "conditions": clean(text.get("conditions")),
        "source_url": row["source_url"], "source": row["source"],
    }
    if made["code"] in WRONG_NAME_CODES:
        assert made["name"].startswith(WRONG_NAMES), made["code"]
        made["name_in_source"], made["name"] = made["name"], f"Thủ tục {made['code']} (nguồn không ghi rõ tên)"
    return made


def correct(made, limits, fees, corrections):
    for row in corrections.get(made["code"], []):
        holders = [found for entry in made["channels"] for found in entry["fees"]] if row["field"] == "fees" else [made]
        column = "note" if row["field"] == "fees" else row["field"]
        wrong = [holder for holder in holders if row["from"] in holder[column]]
        assert wrong, (made["code"], row["from"])
        for holder in wrong:
            holder[column] = holder[column].replace(row["from"], row["to"], 1)
    for row in limits.get(made["code"], []):
        for entry in made["channels"]:
            entry["limit"] = {"value": json.loads(row["value"] or "null"), "unit": row["unit"]}
            entry["limit_text"] = row["text"]
        made["limit_basis"] = row["legal_basis"]
    for row in fees.get(made["code"], []):
        for entry in made["channels"]:
            for found in entry["fees"]:
                found["note"] = row["note"]
        made["fee_basis"] = row["legal_basis"]


def by_code(rows):
    grouped = {}
    for row in rows:
        grouped.setdefault(row["code"], []).append(row)
    return grouped


def main():
    source = Path(sys.argv[1])
    target = Path(sys.argv[2] if len(sys.argv) > 2 else "data/vn") / "procedures"
    texts = {entry["code"]: entry for entry in map(json.loads, open(source / "procedures_text.jsonl", encoding="utf-8"))}
    rows = {row["code"]: row for row in read_rows(source / "procedures.csv")}
    by_hand = [by_code(read_rows(target / name)) for name in ("limits.csv", "fees.csv", "corrections.csv")]
    files = {}
    for entry in map(json.loads, open(source / "procedures.jsonl", encoding="utf-8")):
        made = record(entry, texts[entry["code"]], rows[entry["code"]])
        correct(made, *by_hand)
        made["quality_flags"] = flags(made, rows[entry["code"]])
        files.setdefault(made["agency_code"] or "other", []).append(made)
    for name, records in sorted(files.items()):
        records.sort(key=lambda made: made["code"])
        lines = [json.dumps({key: value for key, value in made.items() if value not in ("", [], None)}, ensure_ascii=False,
                            separators=(",", ":")) for made in records]
        (target / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"procedures/{name}.jsonl: {len(records)}")


if __name__ == "__main__":
    main()
