"""What a derivative is worth: cost of carry for futures, Black-76 with a smile for options.

Puts follow from calls by parity, so chains are coherent by construction. Within one minute the
time to expiry is constant, which makes every derivative a monotone function of its underlying and
lets candles of options be read off candles of the underlying.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SPOT, FUTURE, CALL, PUT = 0, 1, 2, 3
YEAR_S = 365.0 * 86400.0
_MIN_T = 60.0 / YEAR_S


def normal_cdf(x: Floats) -> Floats:
    """Return the standard normal distribution function (Abramowitz and Stegun 26.2.17)."""
    z = np.abs(x)
    t = 1.0 / (1.0 + 0.2316419 * z)
    poly = t * (
        0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429)))
    )
    tail = 0.3989422804014327 * np.exp(-0.5 * z * z) * poly
    return np.where(x >= 0.0, 1.0 - tail, tail)


def years_left(expiry_s: Floats, now_s: Floats | float) -> Floats:
    """Return time to expiry in years, counted in whole minutes and never below one."""
    minute = np.floor(np.asarray(now_s, dtype=np.float64) / 60.0) * 60.0
    return np.maximum((expiry_s - minute) / YEAR_S, _MIN_T)


def smile(moneyness: Floats) -> Floats:
    """Return the factor on at-the-money volatility for log-moneyness in standard deviations."""
    bounded = np.clip(moneyness, -4.0, 4.0)
    return 1.0 - 0.03 * bounded + 0.025 * bounded * bounded


def fair_value(
    kind: Ints, spot: Floats, strike: Floats, years: Floats, rate: Floats, volatility: Floats
) -> Floats:
    """Return the fair value of each row; arrays of one shape, prices in the quote currency."""
    forward = spot * np.exp(rate * years)
    result = np.where(kind == SPOT, spot, forward)
    option = kind >= CALL
    if not option.any():
        return result
    f, k, t = forward[option], strike[option], years[option]
    positive = f > 0.0
    safe = np.where(positive, f, 1.0)
    deviation = volatility[option] * np.sqrt(t)
    log_ratio = np.log(safe / k)
    total = deviation * smile(-log_ratio / np.maximum(deviation, 1e-9))
    d1 = log_ratio / total + 0.5 * total
    call = np.where(
        positive, safe * normal_cdf(d1) - k * normal_cdf(d1 - total), np.maximum(f - k, 0.0)
    )
    discount = np.exp(-rate[option] * t)
    put = call - (f - k)
    result[option] = discount * np.maximum(np.where(kind[option] == CALL, call, put), 0.0)
    return result
