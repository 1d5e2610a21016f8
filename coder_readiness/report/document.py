"""Readiness -> what a report says, for every format alike: the result on one screen, or everything."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from coder_readiness.bank.model import Bank
from coder_readiness.report.about import about_section
from coder_readiness.report.blocks import Document, Paragraph, Section
from coder_readiness.report.challenges import points_section
from coder_readiness.report.changes import changes_section, what_if_section
from coder_readiness.report.gaps import all_gaps_sections, gaps_section, plan_section, unasked
from coder_readiness.report.material import Material
from coder_readiness.report.missed import answers_section, missed_section
from coder_readiness.report.outlook import outlook_section
from coder_readiness.report.result import (
    answer_section,
    byline,
    first_section,
    focus_section,
    lead,
    roadmap_and_next_section,
    roadmap_section,
    title,
)
from coder_readiness.report.strengths import self_view_section, strengths_section, worth_doing_section

VIEWS: Mapping[str, str] = {"Your gaps": "gaps", "Questions you missed": "answers"}
"""The parts that a full report shortens, with the views that hold all of them."""
Part = Callable[[Material], Section | None]


def result(material: Material) -> Document:
    """Return what fits one screen: what the person has, the step to focus on, the roadmap, and what to do next."""
    what_if = (what_if_section,) if material.assumed else ()
    return _document(material, _made(material, (first_section, *what_if, roadmap_and_next_section)))


def brief(material: Material) -> Document:
    """Return only the step, why, and the roadmap."""
    return _document(material, _made(material, (answer_section, roadmap_section)))


def full_report(material: Material) -> Document:
    """Return everything, what helps most first."""
    return _document(material, [*_start(material), *_made(material, _parts_of_full(material).values())])


def page(material: Material) -> Document:
    """Return everything, with every gap and missed question, because a page can't show another view of it."""
    by_name, plan = _parts_of_full(material), material.readiness.plan
    others = [part for name, part in by_name.items() if name != "Your plan" and name not in VIEWS]
    sections = [*_start(material), *_made(material, [by_name["Your plan"]])]
    sections += [*all_gaps_sections(material, plan.close if plan else ()), *_made(material, others)]
    if not material.assumed and missed_section(material):
        sections.append(answers_section(material))
    return _document(material, sections)


def _start(material: Material) -> list[Section]:
    """Return what a full report starts with: the answer, what has changed, and the roadmap."""
    changes = what_if_section if material.assumed else changes_section
    return _made(material, (focus_section, changes, roadmap_section))


def _parts_of_full(material: Material) -> dict[str, Part]:
    return {**parts(material), "Your plan": partial(plan_section, time_is_told=True)}


def gaps(material: Material) -> Document:
    """Return every gap, with the first thing to do about each."""
    unknown = unasked(material)
    none = "We haven't found any gaps so far." if unknown else "You don't have any gaps."
    sections = all_gaps_sections(material) or [Section("Your gaps", (Paragraph(none),))]
    if unknown:
        sections[-1] = replace(sections[-1], blocks=(*sections[-1].blocks, Paragraph(unknown)))
    return _document(material, [answer_section(material), *sections])


def answers(material: Material) -> Document:
    """Return the questions that were missed, all of them, with the reasons."""
    return _document(material, [answers_section(material)])


def parts(material: Material) -> Mapping[str, Part]:
    """Return the parts of a full report that a person may want to read by themselves, by their names in a menu.

    What to do comes before what there is.
    """
    about_the_person: dict[str, Part] = {
        "Still worth doing": worth_doing_section,
        "Questions you missed": missed_section,
        "How you rated yourself and how you did": self_view_section,
        "What you've already covered": strengths_section,
        **_points(material.bank),
    }
    return {
        "Your plan": plan_section,
        "Your gaps": gaps_section,
        **({} if material.assumed else about_the_person),  # the report of the attempt itself tells that
        "Pay and demand": outlook_section,
        "About this report": about_section,
    }


def _points(bank: Bank) -> dict[str, Part]:
    return {group.title: partial(points_section, group=group) for group in bank.roadmap.guide if group.report}


def _made(material: Material, made_by: Iterable[Part]) -> list[Section]:
    """Return the sections of those parts that have something to say."""
    return [section for part in made_by if (section := part(material))]


def _document(material: Material, sections: Sequence[Section]) -> Document:
    return Document(title(material), lead(material), tuple(sections), byline(material))
