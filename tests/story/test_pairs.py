from itertools import combinations

from svodka.story import pairs, prints, weights

from .reports import report


def test_only_reports_with_something_in_common_are_compared():
    made = [prints.make(report(str(i), text)) for i, text in
            enumerate(("Ferry sinks.", "Ferry rescued.", "Mayor resigns."))]
    assert pairs.candidates(weights.vectors(made, {}), pairs.shared_runs(made)) == ((0, 1),)


def test_a_long_report_is_looked_up_by_its_weightiest_words():
    words = " ".join(f"w{i}" for i in range(100))
    vector = weights.vectors([prints.make(report("a", f"Zebra zebra zebra {words}."))], {})[0]
    keys = pairs.heaviest(vector)
    assert keys[0] == "zebra" and len(keys) == pairs.HEAVIEST


def test_shared_runs_are_counted_exactly():
    made = [prints.make(report(str(i), text)) for i, text in
            enumerate(("a1 b1 c1 d1 e1 f1.", "x1 b1 c1 d1 e1 f1.", "a1 b1 c1 d1 y1 z1."))]
    expected = {(i, j): len(set(made[i].shingles) & set(made[j].shingles)) for i, j in combinations(range(3), 2)}
    assert pairs.shared_runs(made) == {pair: n for pair, n in expected.items() if n}
    assert expected[0, 1] == 2
