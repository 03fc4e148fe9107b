import pytest
from flask.testing import FlaskClient

from shared.context import SYSTEM, actor
from tests.shared.web.conftest import SignIn


def test_a_request_is_one_story(client: FlaskClient) -> None:
    answer = client.get("/siapa")
    assert answer.json
    assert answer.json["correlation_id"] == answer.headers["X-Request-Id"]


def test_a_story_begun_elsewhere_goes_on(client: FlaskClient) -> None:
    assert client.get("/siapa", headers={"X-Request-Id": "abcd-1234_EFGH"}).headers["X-Request-Id"] == "abcd-1234_EFGH"


@pytest.mark.parametrize("sent", ["short", "x" * 65, "with space 1234", "<script>alert</script>"])
def test_what_is_no_plain_token_is_not_taken_over(client: FlaskClient, sent: str) -> None:
    assert client.get("/siapa", headers={"X-Request-Id": sent}).headers["X-Request-Id"] != sent


def test_the_actor_is_whoever_is_signed_in_and_nobody_afterwards(client: FlaskClient, sign_in: SignIn) -> None:
    sign_in("head")
    assert client.get("/siapa").json["role"] == "head"  # type: ignore[index]
    assert actor() == SYSTEM
