"""Distances and shifts on the globe, good to half a per cent: enough for towns and quarters."""

import math

_EARTH_KM = 6371.0
_KM_PER_DEGREE = 111.2
_POLE = 89.0


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle kilometres between two points in degrees (haversine)."""
    north, other_north = math.radians(lat), math.radians(other_lat)
    half = (
        math.sin((other_north - north) / 2) ** 2
        + math.cos(north) * math.cos(other_north) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    )
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def shifted(lat: float, lon: float, bearing: float, distance: float) -> tuple[float, float]:
    """The point `distance` km off in the direction `bearing` (degrees from north), rounded to four decimals."""
    angle = math.radians(bearing)
    moved = max(-_POLE, min(_POLE, lat + distance * math.cos(angle) / _KM_PER_DEGREE))
    east = lon + distance * math.sin(angle) / (_KM_PER_DEGREE * math.cos(math.radians(moved)))
    return round(moved, 4), round((east + 180.0) % 360.0 - 180.0, 4)
