"""Who has which duty in the open phase, as plain dicts: elected people, deputies, and who may stand in for whom."""

from typing import Any

NOT_SEATED = {"drafting": "not_an_editor", "review": "not_a_voter", "sign_off": "not_a_signer"}
AGREEING = ("agree", "agree_with_remarks")
PARTS = {"drafting": "editor", "review": "reviewer", "sign_off": "approver"}


class Duties:
    """The part of a section's model that knows people; `listed` are those named in the section, in their order."""

    def __init__(self) -> None:
        self.phase = "planned"
        self.head: dict[str, Any] | None = None
        self.policy: Any = None  # of the open phase
        self.next_policy: Any = None  # of the phases after it, where it was changed
        self.people: dict[str, list[str]] = {"editor": [], "reviewer": [], "approver": []}
        self.drafters: list[str] = []
        self.votes: dict[str, str | None] = {}  # each voter's verdict in the open round
        self.signed: dict[str, bool] = {}  # each signer's signature on the revision before them
        self.deputy: dict[str, str] = {}  # who acts for whom in the open phase
        self.lent: set[str] = set()  # whose duty is their own again when they are back
        self.gone: set[str] = set()  # who left the open phase, and nobody has their seat
        self.conflicted: set[str] = set()  # who may not come back to it
        self.through: dict[str, set[str]] = {}  # by which bodies alone somebody is in the open phase

    def sole_author(self) -> str | None:
        authors: tuple[str, ...] = self.head["authors"] if self.head else ()
        return authors[0] if len(authors) == 1 else None

    def candidates(self, part: str, world: Any, author: str | None = None) -> list[str]:
        """Those named in the section, then those whom the matrix appoints; whose account is closed is out."""
        found = [*self.people[part], *world.appointed.get(part, {})]
        return [p for p in dict.fromkeys(found) if p not in world.inactive and p != author]

    def fewest(self, part: str, policy: Any = None) -> int:
        """How many reviewers or approvers the rules (of the next phase, if no others are named) can't do without."""
        rules = policy or self.next_policy or self.policy
        if part == "approver":
            return int(rules.sign.needed or 1)
        return max(int(rules.vote.count or 1), int(rules.vote.minimum))

    def elect(self, world: Any) -> list[str]:
        part = PARTS[self.phase]
        people = self.candidates(part, world, None if part == "editor" else self.sole_author())
        self.through = {
            person: set() if person in self.people[part] else set(world.appointed[part][person]) for person in people
        }
        return people

    def seats(self) -> list[str]:
        return {"drafting": self.drafters, "review": list(self.votes), "sign_off": list(self.signed)}.get(
            self.phase, []
        )

    def done(self) -> set[str]:
        """Who has acted in the open phase, themselves or by a deputy."""
        voted = {person for person, verdict in self.votes.items() if verdict is not None}
        return voted | {person for person, signed in self.signed.items() if signed}

    def tally(self) -> tuple[int, int]:
        given = list(self.votes.values())
        return sum(given.count(verdict) for verdict in AGREEING), given.count("disagree")

    def outstanding(self) -> list[str]:
        return [person for person, verdict in self.votes.items() if verdict is None]

    def unsigned(self) -> list[str]:
        return [person for person, done in self.signed.items() if not done]

    def turn(self) -> list[str]:
        """Whose duty the phase waits for; where people sign in turn, only the next one's."""
        left = [person for person in self.seats() if person not in self.done()]
        return left[:1] if self.phase == "sign_off" and self.policy.sign.order == "in_turn" else left

    def acting(self, people: list[str]) -> list[str]:
        return [self.deputy.get(person, person) for person in people]

    def awaited(self) -> list[str]:
        return self.acting(self.turn())

    def principal(self, actor: str) -> str | None:
        return next((person for person, deputy in self.deputy.items() if deputy == actor), None)

    def seat(self, actor: str) -> str:
        """In whose place an actor acts."""
        return self.principal(actor) or actor

    def why_not_act(self, actor: str) -> set[str]:
        if self.principal(actor):
            return set()
        if actor not in self.seats():
            return {NOT_SEATED[self.phase]}
        return {"duty_passed"} if actor in self.deputy else set()

    def unfit(self, deputy: str, world: Any) -> set[str]:
        """Nobody gets two voices, judges what they wrote alone, or acts with a closed account."""
        found = set()
        if deputy in self.seats() or self.principal(deputy):
            found.add("deputy_is_voter")
        if deputy in self.conflicted:
            found.add("recused_here")
        if deputy in world.inactive:
            found.add("person_unknown")
        if self.phase != "drafting" and deputy == self.sole_author():
            found.add("wrote_it_alone")
        return found

    def why_not_delegate(self, person: str, deputy: str, world: Any) -> set[str]:
        if self.principal(person) or person in self.deputy:
            return {"duty_passed_once"}
        if person not in self.seats():
            return {NOT_SEATED[self.phase]}
        away = {"deputy_away"} if deputy in world.absent else set()
        return away | self.unfit(deputy, world) | ({"already_acted"} if person in self.done() else set())

    def able(self, person: str, world: Any) -> str | None:
        """The first standing deputy who is there and fit."""
        there = [one for one in world.standing.get(person, ()) if one not in world.absent]
        return next((one for one in there if not self.unfit(one, world)), None)

    def pass_on(self, people: list[str], world: Any) -> None:
        """The duty of each who has not acted and has an able deputy passes on, once."""
        for person in people:
            deputy = self.able(person, world)
            if deputy and person not in self.deputy and person not in self.done():
                self.deputy[person] = deputy

    def mind_absences(self, world: Any) -> None:
        """Who is away is stood in for; who is back has what was lent again; a deputy who goes away is relieved."""
        for person in [one for one in self.seats() if one not in self.done()]:
            if person not in world.absent:
                if person in self.lent or self.deputy.get(person) in world.absent:
                    self.drop(person)
            elif person not in self.deputy or self.deputy[person] in world.absent:
                deputy = self.able(person, world)
                if deputy:
                    self.deputy[person] = deputy
                    self.lent.add(person)

    def drop(self, person: str) -> None:
        self.deputy.pop(person, None)
        self.lent.discard(person)

    def reassign(self, part: str, leaves: str | None, joins: str, world: Any) -> None:
        people = self.people[part]
        if leaves is None:
            people.append(joins)
        elif leaves in people:  # who has the part by the matrix alone keeps it, and is replaced in the open phase only
            people[people.index(leaves)] = joins
        if PARTS[self.phase] == part and leaves in self.seats():
            self.swap(leaves, joins)
            self.mind_absences(world)
        elif PARTS[self.phase] == part and leaves in self.gone:
            self.fill(leaves, joins)
            self.mind_absences(world)
        elif (self.phase, part) == ("drafting", "editor"):
            self.drafters.append(joins)  # an editor more, or one in place of somebody who has left already

    def swap(self, leaves: str, joins: str) -> None:
        """The one who joins takes the seat at its place, and nobody stands in for it."""
        self.drafters = [joins if person == leaves else person for person in self.drafters]
        self.votes = {joins if person == leaves else person: verdict for person, verdict in self.votes.items()}
        self.signed = {joins if person == leaves else person: done for person, done in self.signed.items()}
        self.drop(leaves)
        self.through.pop(leaves, None)

    def fill(self, leaves: str, joins: str) -> None:
        """The one who joins takes the seat that was left, after all others."""
        self.gone.remove(leaves)
        self.through.pop(joins, None)
        if self.phase == "drafting":
            self.drafters.append(joins)
        elif self.phase == "review":
            self.votes[joins] = None
        else:
            self.signed[joins] = False

    def vacate(self, person: str) -> None:
        self.drafters = [one for one in self.drafters if one != person]
        self.votes.pop(person, None)
        self.signed.pop(person, None)
        self.drop(person)
        self.gone.add(person)

    def give_back(self, deputy: str) -> None:
        person = self.principal(deputy)
        if person and person not in self.done():
            self.drop(person)
