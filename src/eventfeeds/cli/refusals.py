"""Why nothing is written, in words that tell what would help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventfeeds.wording import problem

if TYPE_CHECKING:
    from eventfeeds.cli.session import Outcome
    from eventfeeds.config.building import Build


def sentence(outcome: Outcome, refusal: str, build: Build | None = None) -> str:
    """The sentence of a refusal; of files that are no events, what would make them events.

    `build`: the settings by which a build chose among the events.
    """
    if refusal == "no-such-category":
        return problem(refusal, got=outcome.unknown_category)
    if refusal == "nothing-chosen":
        return problem(refusal, _chosen_by(outcome, build), str(len(outcome.reading.events)))
    site = outcome.choice.site
    sites = (site, *(each for _, each in site.collections))
    reasons = {skipped.reason for skipped in outcome.reading.skipped}
    if refusal == "no-events" and "no-event" in reasons:
        keys = dict.fromkeys(key for each in sites for key in each.profile.event_keys)
        return problem("no-event-keys", ", ".join(keys))
    if refusal == "no-events" and "other-language" in reasons:
        return problem("no-event-language", got=site.language)
    if refusal == "no-events" and "no-collection" in reasons:
        return problem("no-collection-files", ", ".join(each.name for each in sites[1:]))
    return problem(refusal)


def _chosen_by(outcome: Outcome, build: Build | None) -> str:
    """What chose among the events: options as they are typed; of a build what it was set to, there or by options."""
    given, sign = (build, "") if build else (outcome.options, "--")
    days = [f"{sign}{name} {day}" for name in ("since", "until") if (day := getattr(given, name))]
    return ", ".join([*days, *(f"--category {name}" for name in outcome.options.categories)])
