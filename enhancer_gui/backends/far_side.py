"""One server as its client sees it: requests that are repeated with patience, to one address and never to another.

Everything that may be lost on the way may be sent again: jobs carry an idempotency key, and the rest only asks.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

import httpx
from pydantic import JsonValue, TypeAdapter, ValidationError

from enhancer_gui.backends.address import Address
from enhancer_gui.backends.base import DeviceInfo
from enhancer_gui.backends.outgoing import Outgoing
from enhancer_gui.backends.patience import AGAIN, WAITS_S, Patience, is_certificate_fault, retry_after_s
from enhancer_gui.backends.reach import HEALTH, no_server, refusal, strange_answer, unreachable, untrusted
from enhancer_gui.backends.wire import PlanAnswer, PlanRequest
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.models import ModelCard
from enhancer_gui.core.recipe import Recipe
from enhancer_gui.storage.recipe_codec import RecipeData, recipe_from_dict

log = logging.getLogger(__name__)
_T = TypeVar("_T")

Form: TypeAlias = Mapping[str, str | list[str]]
"""Fields of a form; a list is a field that comes several times."""

_TIMEOUT = httpx.Timeout(30.0, connect=5.0)
_GOODBYE_TIMEOUT_S = 2.0


@dataclass(frozen=True)
class _Health:
    version: str


@dataclass(frozen=True)
class _Readiness:
    ready: bool
    troubles: tuple[str, ...]


_uploads = TypeAdapter(tuple[str, ...])
_healths, _readiness = TypeAdapter(_Health), TypeAdapter(_Readiness)


class FarSide:
    """A server that speaks the API of `enhancer serve`. Every method blocks; a cancel is heard between two attempts."""

    def __init__(self, address: Address, token: str = "", waits_s: tuple[float, ...] = WAITS_S) -> None:
        """Speak to one address; `waits_s` are the pauses between attempts."""
        self.address = address
        self._waits_s = waits_s
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        # Redirects are not followed: a photo goes to the machine that the user named, and to no other.
        self.client = httpx.Client(base_url=address.url, headers=headers, timeout=_TIMEOUT, follow_redirects=False)

    def devices(self) -> tuple[DeviceInfo, ...]:
        """Return the devices that are ready: the test whether address, token and version fit. Raises BackendError."""
        return _parsed(TypeAdapter(tuple[DeviceInfo, ...]), self.request("GET", "/v1/devices"))

    def version(self) -> str:
        """Return the version that runs there, the only answer that needs no token; raises BackendError."""
        answer = self.request("GET", HEALTH)
        try:
            return _healths.validate_json(answer.content).version
        except ValidationError as e:
            raise no_server(self.address, answer.text[:1000]) from e

    def troubles(self) -> tuple[str, ...]:
        """Return why devices of the far side cannot compute; raises BackendError."""
        try:
            answer = self.client.get("/readyz")  # asked once: 503 is its way of saying no
            return _readiness.validate_json(answer.content).troubles
        except httpx.TransportError as e:
            raise unreachable(self.address, e) from e
        except ValidationError as e:
            raise no_server(self.address, answer.text[:1000]) from e

    def models(
        self, control: JobControl | None = None, waits_s: tuple[float, ...] | None = None
    ) -> tuple[ModelCard, ...]:
        """Return the models of the far side; raises Cancelled, BackendError."""
        answer = self.request("GET", "/v1/models", control, waits_s=waits_s)
        return _parsed(TypeAdapter(tuple[ModelCard, ...]), answer)

    def presets(self) -> tuple[Recipe, ...]:
        """Return the presets of the far side; raises BackendError, RecipeError."""
        rows = _parsed(TypeAdapter(tuple[RecipeData, ...]), self.request("GET", "/v1/presets"))
        return tuple(recipe_from_dict(row) for row in rows)

    def plan(self, request: PlanRequest, control: JobControl | None = None) -> PlanAnswer:
        """Return how a chain would be computed there; raises Cancelled, BackendError."""
        body = TypeAdapter(PlanRequest).dump_python(request, mode="json")
        return _parsed(TypeAdapter(PlanAnswer), self.request("POST", "/v1/plan", control, json=body))

    def has_upload(self, sha256: str, control: JobControl) -> bool:
        """Return whether a file with these bytes lies there already; raises Cancelled, BackendError."""
        found = _parsed(_uploads, self.request("GET", "/v1/uploads", control, params={"sha256": sha256}))
        return sha256 in found

    def put_upload(self, file: Outgoing, sha256: str, control: JobControl) -> None:
        """Send a file, for jobs that name it by its hash; raises Cancelled, BackendError."""
        self.request("PUT", f"/v1/uploads/{sha256}", control, body=file)

    def drop_upload(self, sha256: str) -> None:
        """Remove a file that was sent, if the server can be reached: it sweeps what is left anyway."""
        self._say_goodbye(f"/v1/uploads/{sha256}")

    def submit(self, form: Form, key: str, control: JobControl) -> str:
        """Return the id of the job that a form makes, or has made when it was sent before with the same key.

        Raises:
            Cancelled: asked to stop.
            BackendError: it cannot be sent, or is refused.
        """
        ((job_id, _state),) = _jobs(self.request("POST", "/v1/jobs", control, form=form, key=key))
        return job_id

    def job_of(self, key: str, control: JobControl) -> str | None:
        """Return the job that was made with a key; one that has failed is deleted, so that it can be made again.

        Raises:
            Cancelled: asked to stop.
            BackendError: there is no answer.
        """
        for job_id, state in _jobs(self.request("GET", "/v1/jobs", control, params={"key": key})):
            if state not in ("failed", "cancelled"):
                log.info("going on with job %s of %s", job_id, self.address.host)
                return job_id
            self.request("DELETE", f"/v1/jobs/{job_id}", control)
        return None

    def forget(self, job_id: str) -> None:
        """Delete a job if the server can be reached: it sweeps what is left anyway."""
        self._say_goodbye(f"/v1/jobs/{job_id}")

    def request(
        self,
        method: str,
        path: str,
        control: JobControl | None = None,
        *,
        json: JsonValue = None,
        params: Mapping[str, str] | None = None,
        form: Form | None = None,
        key: str = "",
        body: Outgoing | None = None,
        waits_s: tuple[float, ...] | None = None,
    ) -> httpx.Response:
        """Return a good answer, after as many attempts as patience allows.

        Raises:
            Cancelled: asked to stop between two attempts.
            Unreachable: no attempt got through.
            FarRefusal: the server says no.
        """
        tries = Patience(self._waits_s if waits_s is None else waits_s, control)
        headers = {"Idempotency-Key": key} if key else {}
        while True:
            try:
                if body is not None:
                    body.seek(0)
                answer = self.client.request(
                    method, path, json=json, params=params, data=form, content=body, headers=headers
                )
            except httpx.TransportError as e:
                if is_certificate_fault(e):
                    raise untrusted(self.address, e) from e
                if not tries.again():
                    raise unreachable(self.address, e) from e
                continue
            if answer.is_success:
                return answer
            if answer.status_code not in AGAIN or not tries.again(retry_after_s(answer.headers.get("Retry-After", ""))):
                raise refusal(self.address, answer)

    def close(self) -> None:
        """Close all connections."""
        self.client.close()

    def _say_goodbye(self, path: str) -> None:
        try:
            self.client.delete(path, timeout=_GOODBYE_TIMEOUT_S)
        except (httpx.HTTPError, RuntimeError) as e:  # the latter from a client that is closed meanwhile
            log.info("%s stays at %s: %r", path, self.address.host, e)


def _jobs(answer: httpx.Response) -> list[tuple[str, str]]:
    """Return id and state of the job or the jobs in an answer."""
    data = _parsed(TypeAdapter(JsonValue), answer)
    rows = data if isinstance(data, list) else [data]
    return [(str(row["id"]), str(row["state"])) for row in rows if isinstance(row, dict)]


def _parsed(adapter: TypeAdapter[_T], answer: httpx.Response) -> _T:
    try:
        return adapter.validate_json(answer.content)
    except ValidationError as e:
        raise strange_answer(str(e)) from e
