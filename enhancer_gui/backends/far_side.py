"""One server as its client sees it: requests that are repeated with patience, to one address and never to another.

Everything that may be lost on the way may be sent again: jobs carry an idempotency key, and the rest only asks.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import httpx
from pydantic import JsonValue, TypeAdapter, ValidationError

from enhancer_gui.backends.address import Address
from enhancer_gui.backends.base import DeviceInfo
from enhancer_gui.backends.outgoing import Outgoing, Sent
from enhancer_gui.backends.patience import AGAIN, WAITS_S, Patience, is_certificate_fault, retry_after_s
from enhancer_gui.backends.reach import FarRefusal, no_server, unreachable
from enhancer_gui.backends.wire import PlanAnswer, PlanRequest
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import Unreachable
from enhancer_gui.core.models import ModelCard
from enhancer_gui.core.recipe import Recipe
from enhancer_gui.storage.recipe_codec import RecipeData, recipe_from_dict

log = logging.getLogger(__name__)
_T = TypeVar("_T")

_TIMEOUT = httpx.Timeout(30.0, connect=5.0)
_GOODBYE_TIMEOUT_S = 2.0
_HEALTH = "/healthz"


@dataclass(frozen=True)
class _Health:
    version: str


@dataclass(frozen=True)
class _Readiness:
    ready: bool
    troubles: tuple[str, ...]


_healths, _readiness = TypeAdapter(_Health), TypeAdapter(_Readiness)


@dataclass(frozen=True)
class Upload:
    """A job for a server.

    Attributes:
        fields: of the form beside the photo.
        key: idempotency key: the same job however often it is sent.
    """

    photo: Path
    fields: Mapping[str, str]
    key: str


class FarSide:
    """A server that speaks the API of `enhancer serve`.

    Attributes:
        on_sent: hears how an upload goes on; None where nobody cares.
    """

    def __init__(self, address: Address, token: str = "", waits_s: tuple[float, ...] = WAITS_S) -> None:
        """Speak to one address; `waits_s` are the pauses between attempts."""
        self.address = address
        self.on_sent: Sent | None = None
        self._waits_s = waits_s
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        # Redirects are not followed: a photo goes to the machine that the user named, and to no other.
        self.client = httpx.Client(base_url=address.url, headers=headers, timeout=_TIMEOUT, follow_redirects=False)

    def devices(self) -> tuple[DeviceInfo, ...]:
        """Return the devices that are ready: the test whether address, token and version fit. Raises BackendError."""
        return _parsed(TypeAdapter(tuple[DeviceInfo, ...]), self.request("GET", "/v1/devices"))

    def version(self) -> str:
        """Return the version that runs there, the only answer that needs no token; raises BackendError."""
        answer = self.request("GET", _HEALTH)
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
            raise self.unreachable(e) from e
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

    def plan(self, request: PlanRequest) -> PlanAnswer:
        """Return how a chain would be computed there; raises BackendError."""
        body = TypeAdapter(PlanRequest).dump_python(request, mode="json")
        return _parsed(TypeAdapter(PlanAnswer), self.request("POST", "/v1/plan", json=body))

    def submit(self, upload: Upload, control: JobControl) -> str:
        """Return the id of the job that an upload makes, or has made when it was sent before.

        Raises:
            Cancelled: asked to stop.
            BackendError: it cannot be sent, or is refused.
        """
        same = _jobs(self.request("GET", "/v1/jobs", control, params={"key": upload.key}))
        for job_id, state in same:
            if state not in ("failed", "cancelled"):
                log.info("going on with job %s of %s", job_id, self.address.host)
                return job_id
            self.request("DELETE", f"/v1/jobs/{job_id}", control)
        with Outgoing(upload.photo, control, self.on_sent) as photo:
            answer = self.request("POST", "/v1/jobs", control, upload=upload, photo=photo)
        ((job_id, _state),) = _jobs(answer)
        return job_id

    def forget(self, job_id: str) -> None:
        """Delete a job if the server can be reached: it sweeps what is left anyway."""
        try:
            self.client.delete(f"/v1/jobs/{job_id}", timeout=_GOODBYE_TIMEOUT_S)
        except httpx.HTTPError as e:
            log.info("job %s stays at %s: %r", job_id, self.address.host, e)

    def request(
        self,
        method: str,
        path: str,
        control: JobControl | None = None,
        *,
        json: JsonValue = None,
        params: Mapping[str, str] | None = None,
        upload: Upload | None = None,
        photo: Outgoing | None = None,
        waits_s: tuple[float, ...] | None = None,
    ) -> httpx.Response:
        """Return a good answer, after as many attempts as patience allows.

        Raises:
            Cancelled: asked to stop between two attempts.
            Unreachable: no attempt got through.
            FarRefusal: the server says no.
        """
        tries = Patience(self._waits_s if waits_s is None else waits_s, control)
        while True:
            try:
                if upload is None or photo is None:
                    answer = self.client.request(method, path, json=json, params=params)
                else:
                    photo.seek(0)
                    answer = self.client.request(
                        method,
                        path,
                        data=dict(upload.fields),
                        files={"photo": (upload.photo.name, photo)},
                        headers={"Idempotency-Key": upload.key},
                    )
            except httpx.TransportError as e:
                if is_certificate_fault(e):
                    raise self.untrusted(e) from e
                if not tries.again():
                    raise self.unreachable(e) from e
                continue
            if answer.is_success:
                return answer
            if answer.status_code not in AGAIN or not tries.again(retry_after_s(answer.headers.get("Retry-After", ""))):
                raise self.refusal(answer)

    def refusal(self, answer: httpx.Response) -> FarRefusal:
        """Return the error in an answer: the far side's own sentences where it has any."""
        if answer.is_redirect:
            where = answer.headers.get("Location", "another address")
            return FarRefusal(
                f"{self.address.host} points to {where}, which was not asked.", remedy="Give that address yourself."
            )
        if answer.request.url.path.endswith(_HEALTH):
            return no_server(self.address, answer.text[:1000])
        try:
            problem = answer.json()
        except ValueError:
            problem = None
        if isinstance(problem, dict) and isinstance(problem.get("message"), str):
            return FarRefusal(problem["message"], remedy=str(problem.get("remedy", "")), detail=answer.text)
        return FarRefusal(
            f"{self.address.host} answered {answer.status_code} {answer.reason_phrase}.",
            remedy="Check the address: it must be a machine that runs “enhancer serve”.",
            detail=answer.text[:1000],
        )

    def unreachable(self, error: Exception) -> Unreachable:
        """Return the error of a server that does not answer."""
        return unreachable(self.address, error)

    def untrusted(self, error: Exception) -> FarRefusal:
        """Return the error of a server that cannot prove who it is."""
        return FarRefusal(
            f"{self.address.host} cannot prove that it is the machine you named, so nothing was sent.",
            remedy="Its certificate must be valid for this name (SSL_CERT_FILE names one of your own). "
            "A server without a certificate is reached by http://.",
            detail=repr(error),
        )

    def close(self) -> None:
        """Close all connections."""
        self.client.close()


def _jobs(answer: httpx.Response) -> list[tuple[str, str]]:
    """Return id and state of the job or the jobs in an answer."""
    data = _parsed(TypeAdapter(JsonValue), answer)
    rows = data if isinstance(data, list) else [data]
    return [(str(row["id"]), str(row["state"])) for row in rows if isinstance(row, dict)]


def _parsed(adapter: TypeAdapter[_T], answer: httpx.Response) -> _T:
    try:
        return adapter.validate_json(answer.content)
    except ValidationError as e:
        raise FarRefusal(
            "The far side's answer cannot be understood.",
            remedy="Check the address, and that it runs the same version of this program.",
            detail=str(e),
        ) from e
