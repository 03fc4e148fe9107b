"""The mail catcher: real SMTP in, files, and pages out."""

import os
import smtplib
import subprocess
import sys
import time
from email.message import EmailMessage
from pathlib import Path

import pytest

from local.broker import free_port
from local.mailbox import mailbox
from local.mails import kept_mails
from local.programs import accepts
from shared.settings import Settings
from shared.web.app import build_app

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def smtp_port(tmp_path_factory: pytest.TempPathFactory):
    directory = tmp_path_factory.mktemp("data") / "mail"
    directory.mkdir()
    port = free_port()
    command = [sys.executable, "-m", "local.catcher", str(directory), str(port)]
    with subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "SINERGI_SMTP_URL": "smtp://sinergi:rahasia@x"}
    ) as catcher:
        while not accepts(port):
            time.sleep(0.05)
        yield port, directory
        catcher.terminate()


@pytest.fixture
def mail_directory(smtp_port):
    port, directory = smtp_port
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = (
        "Undangan – pelatihan",
        "dinas@example.test",
        "Ibu Sari <sari@example.test>",
    )
    mail.set_content("Jawab di http://127.0.0.1:8000/undangan/abc")
    mail.add_alternative("<h1>Undangan</h1><script>alert(1)</script>", subtype="html")
    mail.add_attachment(b"BEGIN:VCALENDAR", maintype="text", subtype="calendar", filename="jadwal.ics")
    with smtplib.SMTP("127.0.0.1", port) as smtp:
        smtp.login("sinergi", "rahasia")
        smtp.send_message(mail)
    yield directory
    for path in directory.iterdir():
        path.unlink()


@pytest.fixture
def stranger(mail_directory, tmp_path):
    settings = Settings.from_env(
        "partners",
        {
            "SINERGI_PARTNERS_DATABASE_URL": f"sqlite:///{tmp_path}/partners.sqlite3",
            "SINERGI_REDIS_URL": "redis://127.0.0.1:1/0",
            "SINERGI_SECRET_KEY": "s" * 40,
            "SINERGI_DATA_KEY": "d" * 40,
            "SINERGI_DATA_DIR": str(mail_directory.parent),
            "SINERGI_MAILBOX_URL": "http://127.0.0.1:8000/kotak-surat?kunci=yang-benar",
        },
    )
    app = build_app(settings, package="local", pages=[mailbox])
    app.config["WTF_CSRF_ENABLED"] = False
    return app.test_client()


@pytest.fixture
def client(stranger):
    assert stranger.get("/kotak-surat?kunci=yang-benar").location == "/kotak-surat"
    return stranger


def test_a_mail_is_kept_with_its_envelope(mail_directory):
    (mail,) = kept_mails(mail_directory)
    assert (mail.subject, mail.recipients) == ("Undangan – pelatihan", "sari@example.test")
    assert "undangan/abc" in mail.text
    assert [part.get_filename() for part in mail.attachments] == ["jadwal.ics"]


def test_whoever_does_not_know_the_password_leaves_no_mail(smtp_port):
    port, directory = smtp_port
    with smtplib.SMTP("127.0.0.1", port) as smtp, pytest.raises(smtplib.SMTPSenderRefused, match="Authentication"):
        smtp.sendmail("kantor@example.test", ["sari@example.test"], "Subject: palsu\r\n\r\npalsu")
    assert kept_mails(directory) == []


@pytest.mark.parametrize(
    "path", ["/kotak-surat", "/kotak-surat?kunci=salah", "/kotak-surat/{}", "/kotak-surat/{}/html"]
)
def test_whoever_does_not_have_the_link_sees_no_mail(stranger, mail_directory, path):
    (mail,) = kept_mails(mail_directory)
    answer = stranger.get(path.format(mail.name))
    assert answer.status_code == 403
    assert "Undangan" not in answer.text
    assert stranger.post("/kotak-surat/hapus").status_code == 403


def test_the_list_shows_it_and_can_be_filtered_by_recipient(client):
    assert "Undangan – pelatihan" in client.get("/kotak-surat").text
    assert "Undangan – pelatihan" in client.get("/kotak-surat?kepada=SARI").text
    assert "Tidak ada surat untuk alamat itu" in client.get("/kotak-surat?kepada=budi").text


def test_html_is_shown_apart_where_it_can_do_nothing(client, mail_directory):
    (mail,) = kept_mails(mail_directory)
    page = client.get(f"/kotak-surat/{mail.name}").text
    assert f'src="/kotak-surat/{mail.name}/html" sandbox="allow-popups' in page
    assert "<script>alert" not in page
    answer = client.get(f"/kotak-surat/{mail.name}/html")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "sandbox allow-popups" in answer.headers["Content-Security-Policy"]


def test_the_calendar_file_and_the_source_can_be_fetched(client, mail_directory):
    (mail,) = kept_mails(mail_directory)
    calendar = client.get(f"/kotak-surat/{mail.name}/lampiran/0")
    assert calendar.data == b"BEGIN:VCALENDAR"
    assert "jadwal.ics" in calendar.headers["Content-Disposition"]
    assert client.get(f"/kotak-surat/{mail.name}/lampiran/1").status_code == 404
    assert "X-Envelope-To: sari@example.test" in client.get(f"/kotak-surat/{mail.name}/sumber").text


@pytest.mark.parametrize("name", ["nothing", "..%2Fsecrets", "00000000000000000000-00000000"])
def test_a_mail_that_is_not_there_is_not_found(client, name):
    assert client.get(f"/kotak-surat/{name}").status_code == 404


def test_the_mailbox_can_be_emptied(client, mail_directory):
    assert client.post("/kotak-surat/hapus").location == "/kotak-surat"
    assert kept_mails(mail_directory) == []
