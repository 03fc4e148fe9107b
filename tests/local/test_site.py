"""Whose address is whose."""

import pytest

from shared.web.site import service_of


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("/", "partners"),
        ("/penawaran/baru", "partners"),
        ("/ikm", "registry"),
        ("/ikm/4f/ubah", "registry"),
        ("/api/registry/v1/ikm", "registry"),
        ("/sistem/notifications/siap", "notifications"),
        ("/surel", "notifications"),
        ("/ikmal", "partners"),
        ("/api", "partners"),
        ("", "partners"),
    ],
)
def test_an_address_belongs_to_one_service(path, service):
    assert service_of(path) == service
