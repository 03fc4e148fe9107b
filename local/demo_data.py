"""What the demonstration is about: invented institutions and offers, and the lists in examples/."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent

LISTS = {
    "data-ikm-disperindag-2024.xlsx": "the office's own workbook",
    "siinas-ekspor.csv": "an export of the national register",
    "formulir-kebutuhan-2025.csv": "answers to a form, with needs and consent",
    "peserta-bimtek-2022-2024.xlsx": "who was trained before",
}


@dataclass(frozen=True)
class Institution:
    """An institution and the account with which it signs in."""

    name: str
    kind: str
    contact: str
    email: str

    @property
    def body(self) -> dict[str, Any]:
        return {"name": self.name, "kind": self.kind, "contact_name": self.contact, "email": self.email}


FAR_AWAY = {"64.08.06": "Busang", "64.08.11": "Sandaran"}
"""Kecamatan that are hard to reach and where few have an email address."""

POLYTECHNIC = Institution("Politeknik Contoh Sangatta", "PERGURUAN_TINGGI", "Ratna Dewi", "ratna@poltek.example.com")
BANK = Institution("Bank Contoh Kutim", "PERBANKAN_BI", "Hendra Wijaya", "hendra@bank.example.com")
MENTORS = Institution("Rumah Mentor Contoh", "KELOMPOK_MENTOR", "Maya Lestari", "maya@mentor.example.com")


def tuesday(day: date) -> date:
    """Return the first Tuesday from a day on."""
    return day + timedelta(days=(1 - day.weekday()) % 7)


def packaging_course(today: date, quota: int = 30) -> dict[str, Any]:
    """Return an offer for many businesses, with two sessions and a calendar to send."""
    first = tuesday(today + timedelta(days=28))
    return {
        "title": "Pelatihan kemasan yang menjual",
        "summary": "Dua hari praktik: memilih bahan, merancang label yang sah, dan menghitung harga kemasan.",
        "topic": "PENGEMASAN",
        "form": "PELATIHAN",
        "mode": "LURING",
        "place": "Gedung Wanita, Sangatta Utara",
        "map_url": "https://www.google.com/maps/search/?api=1&query=Gedung+Wanita+Sangatta",
        "cost": "Gratis, termasuk makan siang",
        "bring": "Satu produk dan labelnya",
        "contact_name": POLYTECHNIC.contact,
        "contact_phone": "0812-0000-1234",
        "starts_on": first.isoformat(),
        "ends_on": (first + timedelta(days=1)).isoformat(),
        "quota": quota,
        "answer_by": (today + timedelta(days=14)).isoformat(),
        "sessions": [
            {
                "title": title,
                "starts_at": f"{first + timedelta(days=day)}T09:00:00",
                "ends_at": f"{first + timedelta(days=day)}T15:00:00",
            }
            for day, title in enumerate(("Bahan dan label", "Harga dan praktik"))
        ],
    }


def credit_clinic(today: date) -> dict[str, Any]:
    """Return an offer that waits for the office to look at it."""
    first = tuesday(today + timedelta(days=35))
    return {
        "title": "Klinik akses KUR untuk IKM",
        "summary": "Petugas bank memeriksa kesiapan berkas dan menjelaskan syarat kredit usaha rakyat.",
        "topic": "AKSES_PEMBIAYAAN",
        "form": "KONSULTASI",
        "mode": "HIBRIDA",
        "place": "Kantor Bank Contoh Kutim, Sangatta",
        "hours_from": "09:00",
        "hours_until": "12:00",
        "cost": "Gratis",
        "bring": "KTP dan catatan penjualan",
        "contact_name": BANK.contact,
        "starts_on": first.isoformat(),
        "ends_on": first.isoformat(),
        "quota": 20,
        "answer_by": (today + timedelta(days=21)).isoformat(),
    }


def retail_mentoring(today: date) -> dict[str, Any]:
    """Return an offer that asks for a permit of which the lists often say nothing: it is to be asked by telephone."""
    first = tuesday(today + timedelta(days=42))
    return {
        "title": "Mentoring masuk ritel modern",
        "summary": "Pemilik usaha yang sudah masuk ritel modern mendampingi: kemasan, harga, dan kontrak.",
        "topic": "KEMITRAAN_PASAR",
        "form": "MENTORING",
        "mode": "DARING",
        "hours_from": "19:00",
        "hours_until": "21:00",
        "cost": "Gratis",
        "contact_name": MENTORS.contact,
        "starts_on": first.isoformat(),
        "ends_on": first.isoformat(),
        "quota": 10,
        "answer_by": (today + timedelta(days=28)).isoformat(),
        "eligibility": {"required_certificates": ["PIRT"]},
    }
