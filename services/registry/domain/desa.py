"""Desa and kelurahan of Kutai Timur (Kepmendagri 300.2.2-2138/2025): 2xxx is a desa, 1xxx a kelurahan."""

_BY_KECAMATAN = {
    "64.08.01": (
        "2001 Senyiur; 2002 Kelinjau Ilir; 2003 Kelinjau Ulu; 2004 Long Nah; 2006 Long Tesak; 2009 Gemar "
        "Baru; 2012 Long Poq Baru; 2013 Muara Dun; 2014 Teluk Baru"
    ),
    "64.08.02": (
        "2001 Jak Luay; 2002 Nehes Liah Bing; 2003 Muara Wahau; 2004 Dabeq; 2005 Diaq Lay; 2006 Benhes; 2007 "
        "Wanasari; 2008 Wahau Baru; 2009 Karya Bhakti; 2010 Long Wehea"
    ),
    "64.08.03": (
        "2001 Senambah; 2002 Ngayau; 2003 Muara Bengkal Ilir; 2004 Muara Bengkal Ulu; 2005 Benua Baru; 2013 "
        "Mulupan; 2014 Batu Balai"
    ),
    "64.08.04": ("1010 Teluk Lingga; 2001 Sangatta Utara; 2011 Singa Gembara; 2012 Swarga Bara"),
    "64.08.05": (
        "2001 Kerayaan; 2002 Tanjung Manis; 2003 Peridan; 2004 Saka; 2005 Mandu Dalam; 2006 Benua Baru Ilir; "
        "2011 Sempayau; 2012 Pelawan; 2013 Tepian Terap; 2015 Maloy; 2016 Benua Baru Ulu; 2017 Kolek; 2018 "
        "Pulau Miang; 2019 Perupuk; 2020 Mandu Pantai Sejahtera"
    ),
    "64.08.06": (
        "2001 Long Bentuq; 2002 Long Pejeng; 2003 Long Lees; 2004 Mekar Baru; 2005 Rantau Sentosa; 2006 Long Nyelong"
    ),
    "64.08.07": (
        "2001 Marah Haloq; 2002 Lung Melah; 2003 Juk Ayaq; 2004 Long Segar; 2005 Long Noran; 2006 Muara "
        "Pantun; 2007 Rantau Panjang; 2008 Kernyanyan"
    ),
    "64.08.08": (
        "2001 Makmur Jaya; 2002 Marga Mulya; 2003 Sukamaju; 2004 Sidomulyo; 2005 Sri Pantun; 2006 Kombeng "
        "Indah; 2007 Miau Baru"
    ),
    "64.08.09": (
        "2001 Sepaso; 2002 Sekerat; 2003 Keraitan; 2004 Tepian Langsat; 2005 Tebangan Lembak; 2006 Sepaso "
        "Timur; 2007 Sepaso Selatan; 2008 Muara Bengalon; 2009 Tepian Baru; 2010 Tepian Indah; 2011 Sepaso "
        "Barat"
    ),
    "64.08.10": (
        "2001 Kaliorang; 2006 Bukit Makmur; 2007 Bukit Harapan; 2008 Citra Manunggal Jaya; 2009 Bangun Jaya; "
        "2010 Bumi Sejahtera; 2013 Selangkau"
    ),
    "64.08.11": (
        "2001 Sandaran; 2002 Manubar; 2003 Tadoan; 2004 Marukangan; 2005 Susuk Luar; 2006 Susuk Dalam; 2007 "
        "Tanjung Mangkaliat; 2008 Manubar Dalam; 2009 Susuk Tengah"
    ),
    "64.08.12": ("1002 Singa Geweh; 2001 Sangatta Selatan; 2003 Sangkima; 2004 Teluk Singkama"),
    "64.08.13": (
        "2001 Teluk Pandan; 2002 Suka Rahmat; 2003 Suka Damai; 2004 Kandolo; 2005 Danau Redan; 2006 Martadinata"
    ),
    "64.08.14": (
        "2001 Mukti Jaya; 2002 Pulung Sari; 2003 Margo Mulyo; 2004 Rantau Makmur; 2005 Manunggal Jaya; 2006 "
        "Tanjung Labu; 2007 Kebon Agung; 2008 Tepian Makmur; 2009 Masalap Raya"
    ),
    "64.08.15": (
        "2001 Bumi Etam; 2002 Bumi Rapak; 2003 Bumi Jaya; 2004 Cipta Graha; 2005 Kadungan Jaya; 2006 Pengadan "
        "Baru; 2007 Mata Air; 2008 Bukit Permata"
    ),
    "64.08.16": (
        "2001 Karangan Dalam; 2002 Batu Lepoq; 2003 Pengadan; 2004 Baay; 2005 Mukti Lestari; 2006 Karangan "
        "Seberang; 2007 Karangan Hilir"
    ),
    "64.08.17": (
        "2001 Batu Timbau; 2002 Beno Harapan; 2003 Mugi Rahayu; 2004 Mawai Indah; 2005 Himba Lestari; 2006 "
        "Telaga; 2007 Batu Timbau Ulu"
    ),
    "64.08.18": (
        "2001 Sika Makmur; 2002 Segoy Makmur; 2003 Mukti Utama; 2004 Sumber Sari; 2005 Melan; 2006 Tanah "
        "Abang; 2007 Sumber Agung"
    ),
}


def _read(kecamatan: str, listed: str) -> dict[str, str]:
    pairs = (entry.split(" ", 1) for entry in listed.split("; "))
    return {f"{kecamatan}.{code}": name for code, name in pairs}


DESA: dict[str, dict[str, str]] = {code: _read(code, listed) for code, listed in _BY_KECAMATAN.items()}
"""Kecamatan code to the codes and names of its desa and kelurahan."""
