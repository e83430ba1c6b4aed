"""The solver of linear programmes, HiGHS: the one place that knows it (the extra `marsad[bounds]`).

Large programmes take its interior point method without crossover, as measured in docs/performance.md; a small one takes
the simplex method, which ends at a corner, where few claims bind.
"""

from collections.abc import Mapping, Sequence

from marsad.errors import InputError

SMALL = 4000
"""Rows up to which the simplex method is quick."""
INFINITY = float("inf")

Terms = Mapping[int, float]
"""Column → factor."""
Row = tuple[float, float, Terms]
"""Least and greatest value of a sum."""
Solution = tuple[float, list[float], list[float]]
"""The optimum, the columns' values and the rows' prices."""


def solve(rows: Sequence[Row], cost: Mapping[int, float], columns: int, *, most: bool) -> Solution | None:
    """The least (or most) of `cost` over columns from 0 up; None where no point meets all rows.

    Raises InputError where highspy is not installed.
    """
    try:
        import highspy  # noqa: PLC0415 - an extra, loaded when it is needed
        import numpy as np  # noqa: PLC0415 - comes with it
    except ImportError as error:
        what = "the rule `bounds` needs highspy, which is not installed"
        raise InputError(what, mend="install it with `pip install 'marsad[bounds]'`") from error
    programme = highspy.HighsLp()
    programme.num_col_, programme.num_row_ = columns, len(rows)
    sign = -1.0 if most else 1.0  # asked for the greatest, its interior point method ends with prices that do not fit
    programme.col_cost_ = np.array([sign * cost.get(column, 0.0) for column in range(columns)])
    programme.col_lower_, programme.col_upper_ = np.zeros(columns), np.full(columns, INFINITY)
    programme.row_lower_ = np.array([low for low, _, _ in rows])
    programme.row_upper_ = np.array([high for _, high, _ in rows])
    programme.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    programme.a_matrix_.start_ = np.cumsum([0, *(len(terms) for _, _, terms in rows)], dtype=np.int32)
    programme.a_matrix_.index_ = np.array([column for _, _, terms in rows for column in terms], dtype=np.int32)
    programme.a_matrix_.value_ = np.array([sign for _, _, terms in rows for sign in terms.values()])
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in _options(len(rows)).items():
        highs.setOptionValue(option, value)
    highs.passModel(programme)
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    found = highs.getSolution()
    return sign * highs.getInfo().objective_function_value, list(found.col_value), list(found.row_dual)


def _options(rows: int) -> dict[str, str | bool | int]:
    quiet: dict[str, str | bool | int] = {"output_flag": False, "threads": 1}
    return quiet if rows <= SMALL else {**quiet, "solver": "ipm", "run_crossover": "off"}
