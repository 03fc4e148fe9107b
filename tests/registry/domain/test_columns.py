import pytest

from services.registry.domain.columns import guess_mapping, recognise


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("NAMA PERUSAHAAN / IKM", "name"),
        ("NAMA_PENANGGUNG_JAWAB", "owner_name"),
        ("nama_pemilik", "owner_name"),
        ("No. WhatsApp aktif", "phone"),
        ("KAPASITAS PRODUKSI SATUAN", "capacity_unit"),
        ("Nilai Investasi (Rp.)", "investment"),
        ("KODE_WILAYAH", "kecamatan"),
        ("Kecamtan", "kecamatan"),
        ("Bersedia data dibagikan kepada lembaga mitra?", "consent"),
        ("keldesa", "desa"),
    ],
)
def test_columns_are_known_by_meaning(label, field):
    assert recognise(label)[0] == field


@pytest.mark.parametrize("label", ["NO", "STATUS_LAPORAN", "", "Hobi"])
def test_what_means_nothing_to_the_register(label):
    assert recognise(label) is None


def test_each_field_is_given_once_and_the_surest_label_wins():
    assert guess_mapping(["Nama Lengkap Usaha", "Nama usaha", "Nama lengkap"]) == {
        "Nama usaha": "name",
        "Nama lengkap": "owner_name",
    }


def test_a_bare_name_is_the_business_where_nothing_else_is():
    assert guess_mapping(["Nama", "Kecamatan"])["Nama"] == "name"
