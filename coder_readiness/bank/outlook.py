"""What `outlook.yaml` holds: pay and demand."""

from coder_readiness.bank.fields import Part, Text


class OfficialFigure(Part):
    """A figure of an official statistic."""

    title: Text
    value: Text
    source: Text


class Outlook(Part):
    """What the career guide's figures cover, what is wrong with them, and the official ones."""

    title: Text
    guide: Text
    caution: tuple[Text, ...] = ()
    official: tuple[OfficialFigure, ...] = ()
