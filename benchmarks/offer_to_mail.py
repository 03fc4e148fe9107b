"""Seconds from opening an offer, 200 suggestions confirmed, to the last invitation accepted by the mail server.

Beside it the plain way: the same mails sent one after the other to the same server, a connection each, as a request
handler would that commits and then sends. ``python -m benchmarks.offer_to_mail [number of IKM]``
"""

import csv
import os
import smtplib
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from local import desk
from local.broker import free_port
from local.client import Client, eventually
from local.demo_data import POLYTECHNIC, ROOT, packaging_course
from local.demo_steps import TOKEN
from local.mails import Mail, kept_mails
from local.programs import accepts
from local.running import System, running_system
from shared.clock import today
from shared.vocabulary import KECAMATAN

HEADER = (
    "Timestamp", "Alamat email", "Nama lengkap", "Nama usaha", "No. WhatsApp aktif", "Kecamatan", "Produk utama",
    "Sertifikat yang sudah dimiliki", "Pelatihan yang dibutuhkan", "Bersedia data dibagikan kepada lembaga mitra?",
)  # fmt: skip
SECONDS = 120


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as folder, running_system(Path(folder)) as system:
        staff = desk.sign_in(system.site, *system.administrator)
        desk.import_list(staff, write_list(Path(folder) / "formulir.csv", number))
        offer_id = post_offer(system, staff, number)
        opened, confirmed, mails = open_and_confirm(system, staff, offer_id, number)
        plain = send_plainly(mails, Path(folder) / "plain")
    print(f"opened to last of {number} invitations accepted:    {opened:5.1f} s")
    print(f"confirmed to last of {number} invitations accepted: {confirmed:5.1f} s")
    print(f"the same mails sent one by one, a connection each:  {plain:5.1f} s")
    print(f"ratio (plain / confirmed to last): {plain / confirmed:.2f}")


def write_list(path: Path, number: int) -> Path:
    """Write a form's answers from invented owners, each with an address, a need and consent."""
    places = [item.name for item in KECAMATAN.values()]
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(HEADER)
        for index in range(number):
            rows.writerow((
                "09/09/2025 07:47:00", f"pemilik{index}@contoh.id", f"Pemilik {spelled(index)}",
                f"Keripik {spelled(index)}", f"0812{index:08d}", places[index % len(places)], "Keripik Pisang",
                "Belum ada", "Pengemasan", "Ya",
            ))  # fmt: skip
    return path


def spelled(index: int) -> str:
    """Return a name unlike its neighbours', so that nobody is taken for somebody else."""
    syllables = ("Ba", "Do", "Fi", "Gu", "Ke", "La", "Mo", "Ni", "Ru", "Wa")
    return "".join(syllables[int(digit)] for digit in f"{index * 7919 % 100_000:05d}").capitalize()


def post_offer(system: System, staff: Client, quota: int) -> str:
    password = desk.welcome(staff, POLYTECHNIC)
    institution = desk.sign_in(system.site, POLYTECHNIC.email, password or "")
    offer_id = desk.post_offer(institution, packaging_course(today(), quota))
    eventually(system.is_quiet, SECONDS, "every fact to be sent")
    return offer_id


def open_and_confirm(system: System, staff: Client, offer_id: str, number: int) -> tuple[float, float, list[Mail]]:
    """Return the seconds from opening and from confirming to the last mail, and the mails."""
    opening = time.perf_counter()
    desk.open_offer(staff, offer_id)
    chosen = [item["ikm_id"] for item in desk.suggestions(staff, offer_id, number)["items"]]
    assert len(chosen) == number, len(chosen)
    confirming = time.perf_counter()
    desk.confirm(staff, offer_id, chosen)
    mails = eventually(lambda: invitations(system, number), SECONDS, f"{number} invitations")
    end = time.perf_counter()
    return end - opening, end - confirming, mails


def invitations(system: System, number: int) -> list[Mail] | None:
    if len(list(system.place.mail.glob("*.eml"))) < number:
        return None
    found = [mail for mail in kept_mails(system.place.mail) if TOKEN.search(mail.text or "")]
    return found if len(found) >= number else None


def send_plainly(mails: list[Mail], folder: Path) -> float:
    """Return the seconds to send finished mails one by one to a mail catcher of the same kind."""
    folder.mkdir()
    port = free_port()
    knowing = os.environ | {"SINERGI_SMTP_URL": f"smtp://sinergi:benchmark-only@127.0.0.1:{port}"}
    catcher = subprocess.Popen([sys.executable, "-m", "local.catcher", str(folder), str(port)], cwd=ROOT, env=knowing)
    try:
        eventually(lambda: accepts(port), SECONDS, "the mail catcher")
        start = time.perf_counter()
        for mail in mails:
            with smtplib.SMTP("127.0.0.1", port) as server:
                server.login("sinergi", "benchmark-only")
                server.send_message(mail.content, "sinergi@localhost", [mail.recipients])
        return time.perf_counter() - start
    finally:
        catcher.terminate()
        catcher.wait()


if __name__ == "__main__":
    main()
