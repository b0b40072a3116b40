from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from svodka.story import groups


def test_a_bridge_does_not_make_a_blob():
    """2 is like both camps, but the camps are unlike each other: it joins the nearer one."""
    alike = {(0, 1): .9, (3, 4): .9, (1, 2): .5, (0, 2): .5, (2, 3): .4, (2, 4): .4}
    assert groups.join(groups.alone(5), alike, .3) == ((0, 1, 2), (3, 4))


def test_pairs_never_compared_count_as_unlike():
    assert groups.join(groups.alone(3), {(0, 1): .5, (1, 2): .5}, .3) == ((0, 1), (2,))
    assert groups.join(groups.alone(3), {(0, 1): .5, (1, 2): .5}, .25) == ((0, 1, 2),)


def test_goes_on_from_given_groups_and_never_takes_them_apart():
    alike = {(0, 2): .4, (1, 2): .2, (2, 3): .35, (0, 3): .1}
    assert groups.join(((0, 1), (2,), (3,)), alike, .3) == ((0, 1), (2, 3))
    assert groups.join(((0, 1), (2, 3)), alike, .3) == ((0, 1), (2, 3))
    assert groups.join(((0, 1), (2,), (3,)), {(0, 2): .4, (1, 2): .3}, .3) == ((0, 1, 2), (3,))


def slow_join(count, alike, enough):
    """The definition: join the closest two groups, again and again."""
    members = [[i] for i in range(count)]

    def average(a, b):
        return sum(alike.get((min(x, y), max(x, y)), 0.0) for x in a for y in b) / (len(a) * len(b))

    while len(members) > 1:
        best = max(((average(a, b), -a[0], -b[0]) for a, b in combinations(members, 2)))
        if best[0] < enough or best[0] == 0:
            break
        a = next(m for m in members if m[0] == -best[1])
        b = next(m for m in members if m[0] == -best[2])
        members.remove(b)
        a += b
    return tuple(sorted(tuple(sorted(m)) for m in members))


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 7).flatmap(lambda n: st.tuples(st.just(n), st.dictionaries(
    st.sampled_from(list(combinations(range(n), 2))), st.floats(0.01, 1.0).map(lambda x: round(x, 6))))))
def test_agrees_with_the_definition_and_loses_no_report(case):
    count, alike = case
    found = groups.join(groups.alone(count), alike, .3)
    assert sorted(i for group in found for i in group) == list(range(count))
    distinct = len(set(alike.values())) == len(alike)
    if distinct and not near_ties(count, alike):
        assert found == slow_join(count, alike, .3)
    assert found == groups.join(groups.alone(count), dict(reversed(alike.items())), .3)


def near_ties(count, alike):
    """Averages that agree up to rounding may be joined in either order."""
    sums = {round(sum(c), 9) for k in (1, 2, 3) for c in combinations(alike.values(), k)}
    return len(sums) < sum(1 for k in (1, 2, 3) for _ in combinations(alike.values(), k)) or count > 6


def test_what_is_together_chains_and_what_is_apart_never_joins():
    assert groups.begin(5, [(3, 1), (3, 4)]) == ((0,), (1, 3, 4), (2,))
    alike = {(0, 1): .9, (1, 2): .8, (0, 2): .8}
    assert groups.join(groups.alone(3), alike, .3, {(1, 2)}) == ((0, 1), (2,))
    assert groups.join(groups.alone(3), alike, .3, {(2, 0), (0, 1)}) == ((0,), (1, 2))


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(list(combinations(range(7), 2))), st.floats(.01, 1)),
       st.sets(st.sampled_from(list(combinations(range(7), 2)))))
def test_no_pair_apart_is_in_one_group(alike, apart):
    found = groups.join(groups.alone(7), alike, .3, apart)
    assert not apart & {pair for group in found for pair in combinations(group, 2)}
    assert sorted(i for group in found for i in group) == list(range(7))
