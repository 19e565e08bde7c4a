"""`LeanSandbox`: Temporal's sandbox for workflows, entered only to carry workflows on."""

from typing import Any

from temporalio.converter import StorageDriverStoreContext
from temporalio.worker import WorkflowInstance, WorkflowInstanceDetails
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions
from temporalio.workflow import Info, SandboxImportNotificationPolicy


class LeanSandbox(SandboxedWorkflowRunner):
    """Every activation runs in the sandbox; questions about payloads are answered outside it.

    The SDK enters the sandbox several times for every payload to ask which codec and which external store it is for.
    There is neither, so the answer is always none (docs/decisions/0025).
    """

    def create_instance(self, det: WorkflowInstanceDetails) -> WorkflowInstance:
        """As the sandbox does."""
        return _Lean(super().create_instance(det))


def lean_sandbox() -> LeanSandbox:
    """The sandbox of Veche's workers: what a workflow imports that nobody passed through on purpose is an error."""
    policy = SandboxImportNotificationPolicy.RAISE_ON_UNINTENTIONAL_PASSTHROUGH
    return LeanSandbox(restrictions=SandboxRestrictions.default.with_import_notification_policy(policy))


class _Lean(WorkflowInstance):
    def __init__(self, sandboxed: WorkflowInstance) -> None:
        self._sandboxed = sandboxed

    def activate(self, act: Any) -> Any:
        return self._sandboxed.activate(act)

    def get_serialization_context(self, _: Any) -> None:
        return None

    def get_external_store_context(self, _: Any) -> StorageDriverStoreContext:
        return StorageDriverStoreContext(target=None)

    def get_info(self) -> Info:
        return self._sandboxed.get_info()

    def get_thread_id(self) -> int | None:
        return self._sandboxed.get_thread_id()
