import pytest

from services.registry.domain.delimited import read_delimited
from shared.errors import InvalidInput

ROWS = [["Nama IKM", "Kecamatan", "Produk"], ["Kopi Café", "Kaliorang", "Kopi, bubuk"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_encoding_and_delimiter_are_guessed(encoding, delimiter):
    text = "\r\n".join(delimiter.join(row) for row in ROWS)
    assert read_delimited(text.encode(encoding), "daftar").rows == ROWS


def test_a_comma_with_quotes():
    assert read_delimited(b'Nama IKM,Produk\nKalbana,"Kopi, bubuk"\n', "x").rows[1] == ["Kalbana", "Kopi, bubuk"]


@pytest.mark.parametrize("content", [b"hanya satu kata", b"satu\ndua\ntiga"])
def test_plain_text_is_no_table(content):
    with pytest.raises(InvalidInput):
        read_delimited(content, "x")
