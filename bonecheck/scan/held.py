"""Why the scores of a site do not count."""

from enum import StrEnum


class Held(StrEnum):
    """Why the scores of a site do not count."""

    OTHER_METHOD = "other_method"
    METHOD_NEEDED = "method_needed"
    ONE_VERTEBRA = "one_vertebra"
    NO_VERTEBRA_NAMED = "no_vertebra_named"
    NOT_READ_YET = "not_read_yet"
    PERCENT_TYPED = "percent_typed"
    CT_DENSITY_TYPED = "ct_density_typed"
    T_AND_BMD_CONFLICT = "t_and_bmd_conflict"
    T_AND_Z_CONFLICT = "t_and_z_conflict"
    RADIUS_BESIDE_SPINE_OR_HIP = "radius_beside_spine_or_hip"

    @property
    def leaves_result_open(self) -> bool:
        """Whether the site may yet turn out to be the one that decides."""
        return self not in {Held.OTHER_METHOD, Held.ONE_VERTEBRA, Held.RADIUS_BESIDE_SPINE_OR_HIP}

    @property
    def is_a_missing_spine(self) -> bool:
        """Whether the spine is as good as not measured, so that the forearm may stand in."""
        return self in {Held.OTHER_METHOD, Held.ONE_VERTEBRA, Held.NO_VERTEBRA_NAMED, Held.CT_DENSITY_TYPED}

    def question(self, region: str) -> str | None:
        """The field that would change it; none where it is read as it stands."""
        match self:
            case Held.OTHER_METHOD | Held.METHOD_NEEDED | Held.CT_DENSITY_TYPED:
                return "scan_method"
            case Held.ONE_VERTEBRA | Held.NO_VERTEBRA_NAMED:
                return "lumbar_spine.vertebrae"
            case Held.RADIUS_BESIDE_SPINE_OR_HIP:
                return None
        return f"{region}.t_score"
