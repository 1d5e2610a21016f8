"""What `outlook.yaml` holds: pay and demand."""

from coder_readiness.bank.fields import Count, Number, Part, PositiveCount, Text, Whole


class YearlyDemand(Part):
    """The guide's demand figures for one year; pay in the outlook's currency, growth in percent."""

    year: Whole
    openings: Count
    pay_low: PositiveCount
    pay_high: PositiveCount
    growth: Number

    def __post_init__(self) -> None:
        if self.pay_low > self.pay_high:
            raise ValueError("`pay_low` is above `pay_high`. Swap them.")


class OfficialFigure(Part):
    """A figure of an official statistic, set beside the guide's."""

    title: Text
    value: Text
    source: Text


class Outlook(Part):
    """The career guide's pay and demand figures, what is wrong with them, and official figures beside them."""

    title: Text
    guide: Text
    years: tuple[YearlyDemand, ...] = ()
    caution: tuple[Text, ...] = ()
    official: tuple[OfficialFigure, ...] = ()
