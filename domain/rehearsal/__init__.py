"""A document's timetable run by its own rules under a simulated clock: no server, no clock, no tables."""

from domain.rehearsal.outcome import rehearse
from domain.rehearsal.scene import Away, Cast, Scene, SceneMilestone, SceneSection

__all__ = ["Away", "Cast", "Scene", "SceneMilestone", "SceneSection", "rehearse"]
