"""Draw the pictures of the README anew: ``python scripts/build_images.py``."""

from pathlib import Path

import compare as cp

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "images"


def main() -> None:
    """Draw R&D intensity against the best, in both languages."""
    ds = cp.load()
    for language in ("zh", "en"):
        figure = cp.plot_benchmark(ds, "rd_expenditure_gdp_ratio", reference="best", language=language)
        cp.save_figure(figure, FOLDER / f"rd_intensity_{language}", formats=("png",))


if __name__ == "__main__":
    main()
