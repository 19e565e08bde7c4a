"""The editor of a document's rules: what they mean in words and dates before they are taken."""

from fastapi import APIRouter, Response

from domain.rights import Relation
from edge.path import Id
from schemas.policy import Policy
from schemas.preview import PolicyWords
from schemas.problems import Refused
from schemas.views.document_forms import DocumentChange, PolicyForm
from schemas.views.documents import DocumentView
from schemas.views.policies import PreviewForm
from services.documents import document_acts, documents, policies
from services.people.names import names_of
from web.choosing import Options, active_people, all_organisations
from web.rule_fields import KEPT, PHASES, UNITS, Fields, fields_of, policy_of, rows_of, weights_of
from web.sending import Sending
from web.visit import Visit, Visiting

router = APIRouter(prefix="/desk/documents/{document_id}/rules")
ROLES = ("owner", "editors", "reviewers", "approvers", "coordinator")
OUTCOMES = ("pass_to_deputy", "extend", "count_silence", "send_back", "close_by_rule")


@router.get("", operation_id="documents.rules")
@router.get("/preview", operation_id="documents.rules")
def show_rules(visit: Visiting, document_id: Id) -> Response:
    """The rules in force in words, and the form to change them."""
    document = _led(visit, document_id)
    words = policies.document_rules(visit.house, actor=visit.actor, document_id=document_id, language=visit.language)
    policy = Policy.model_validate(document.policy)
    return _page(visit, document, policy, fields_of(policy), words)


@router.post("/preview", operation_id="policies.preview")
def preview(visit: Visiting, sent: Sending, document_id: Id) -> Response:
    """What the rules in the form mean, in words and dates; nothing is changed."""
    document = _led(visit, document_id)
    policy = policy_of(sent, Policy.model_validate(document.policy))
    form = PreviewForm(policy=policy, document_id=document_id)
    words = policies.preview(visit.house, actor=visit.actor, form=form, language=visit.language)
    return _page(visit, document, policy, fields_of(policy), words, reason=sent.one("reason"), previewed=True)


@router.post("", operation_id="documents.policy")
async def take_rules(visit: Visiting, sent: Sending, document_id: Id) -> Response:
    """Take the rules: from the next phase on, or before the launch at once."""
    document = _led(visit, document_id)
    policy = policy_of(sent, Policy.model_validate(document.policy))
    if document.phase == "setup":
        documents.update_document(
            visit.house,
            actor=visit.actor,
            act=visit.act(sent),
            document_id=document_id,
            version=sent.version,
            change=DocumentChange(policy=policy),
        )
    else:
        form = sent.read(PolicyForm, policy=policy)
        await document_acts.change_policy(
            visit.house, actor=visit.actor, act=visit.act(sent), document_id=document_id, form=form
        )
    return visit.go(f"/desk/documents/{document_id}/rules", said="rules.taken")


def _led(visit: Visit, document_id: str) -> DocumentView:
    """The document, if the visitor coordinates it or is an administrator."""
    document = documents.read_document(visit.house, actor=visit.actor, document_id=document_id)
    own = [Relation.COORDINATOR] if document.coordinator_id == visit.actor.id else []
    if not visit.may("documents.policy", *own):
        raise Refused("not_allowed")
    return document


def _page(
    visit: Visit,
    document: DocumentView,
    policy: Policy,
    fields: Fields,
    words: PolicyWords,
    *,
    reason: str = "",
    previewed: bool = False,
) -> Response:
    say = visit.speech.say
    return visit.page(
        "desk/rules.html",
        document=document,
        fields=fields,
        rows=rows_of(policy),
        weights=weights_of(policy),
        weighed=_weighed(visit, policy),
        words=words,
        reason=reason,
        previewed=previewed,
        phases=PHASES,
        units=[(unit, say(f"rules.unit_{unit}")) for unit in UNITS],
        kept=(KEPT, say("rules.unit_kept")),
        roles=[(role, say(f"rules.role_{role}")) for role in ROLES],
        outcomes=[("", say("rules.outcome_none")), *((one, say(f"rules.outcome_{one}")) for one in OUTCOMES)],
    )


def _weighed(visit: Visit, policy: Policy) -> Options:
    """Whose voice may weigh more: organisations, then people; those who have gone since are still named."""
    named = {"": "—"} | {one.id: one.name for one in all_organisations(visit)}
    named |= {one.id: one.name for one in active_people(visit)}
    gone = [one.of for one in policy.vote.weights if one.of not in named]
    names = names_of(visit.house, actor=visit.actor, ids=gone)
    return [*named.items(), *((one, names.get(one, one)) for one in gone)]
