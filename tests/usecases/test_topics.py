"""Topics tie the standards of different authorities together."""

from services.usecases.browse import gathering_topics, topics, topics_file
from services.usecases.standards import library
from services.usecases.vocabulary import words

# what no other authority times, and no topic would help to compare
ALONE = {
    "oldham.teh.home-safety-third-visit",
    "th.assess.neglect-toolkit",
    "stoke.pf.absence-27-days",
    "national.scope.child-under-18",
}
STANDARDS = [s for name in library().ids for s in library().rulebook(name).standards]


def test_every_topic_of_a_standard_has_a_heading_and_every_heading_a_standard() -> None:
    assert {s.topic for s in STANDARDS} - {""} == set(topics())


def test_every_standard_but_four_has_a_topic() -> None:
    assert {s.id for s in STANDARDS if not s.topic} == ALONE


def test_the_gathering_topics_are_topics() -> None:
    assert gathering_topics() <= set(topics())


def test_what_is_alike_is_one_question_of_topics_that_gather_nothing() -> None:
    alike = [topic for several in topics_file()["alike"].values() for topic in several]
    assert set(alike) <= set(topics()) - gathering_topics()
    assert len(alike) == len({*alike})


def test_words_for_the_same_thing_are_those_of_the_vocabulary() -> None:
    for row in topics_file()["same"]:
        assert {*row["values"]} <= {*words().events[row["event"]].attrs[row["attr"]]}


def test_readings_of_one_clause_share_their_topic() -> None:
    by_id = {s.id: s for s in STANDARDS}
    apart = {
        (s.id, other)
        for s in STANDARDS
        for other in s.tied
        if s.topic and by_id[other].topic and by_id[other].topic != s.topic and s.id < other
    }
    assert apart == {("oldham.cla.rha-12m", "oldham.cla.rha-6m"), ("th.icpc.15d", "th.prebirth.icpc-15wd")}


def test_every_part_of_the_comparison_begins_with_a_topic() -> None:
    begins = [*topics_file()["section"].values()]
    order = [*topics()]
    assert begins[0] == order[0]
    assert begins == sorted(begins, key=order.index)
