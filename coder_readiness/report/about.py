"""What a report is, and what it is not."""

from coder_readiness.report.blocks import Paragraph, Section
from coder_readiness.report.material import Material
from coder_readiness.text import number_of


def about_section(material: Material) -> Section:
    """Return the honest lines at the end: no exam, whose answers, which bank, and rules that have run out."""
    readiness = material.readiness
    asked = number_of(readiness.asked, "question")
    of_how_many = f"all {asked}" if readiness.answered == readiness.asked else f"{readiness.answered} of {asked}"
    bank = readiness.bank
    lines = [
        "This is a self-assessment, not an exam, and it can't predict how you'd do on one. "
        f"It's based on your answers to {of_how_many}.",
        *material.bank.roadmap.disclaimer,
        f"Question bank: {bank.id}, version {bank.version} ({bank.edition}).",
    ]
    if expired := _expired(material):
        lines.append(
            f"{number_of(expired, 'question')} you answered may be based on rules that have been replaced since. "
            "Look for a newer version of this program."
        )
    return Section("About this report", tuple(Paragraph(line) for line in lines))


def _expired(material: Material) -> int:
    expiries = (material.bank.questions[name].expires for name in material.sheet.answers)
    return sum(1 for expires in expiries if expires and expires < material.today)
