"""Chosen bars as one file: CSV, Parquet or Feather. Written beside its place and moved there whole."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq

from terminal.history.errors import in_words
from terminal.history.jobs import ExportFormat
from terminal.runtime.atomic import replacing

PLAIN = (
    "SELECT exchange, symbol, token, kind, underlying, expiry, strike, option_type, ts, day,"
    " open, high, low, close, volume, oi, vwap FROM chosen"
)
_INDICES = "'NIFTY','BANKNIFTY','FINNIFTY','MIDCPNIFTY','NIFTYNXT50','SENSEX','BANKEX','SENSEX50'"
# Names, order and text values of the rows that the wire's one-minute series had, as people keep them
# in files of their own; `v` and `intoi` are sums and differences within the day.
COMPAT = f"""
SELECT underlying AS symbol,
    strftime(ts AT TIME ZONE 'Asia/Kolkata', '%d-%m-%Y') AS date,
    strftime(ts AT TIME ZONE 'Asia/Kolkata', '%H:%M:%S') AS time,
    symbol AS trading_symbol,
    CASE WHEN kind = 'spot' THEN CASE WHEN key LIKE '%:index' THEN 'UNDIND' ELSE 'EQ' END
        ELSE CASE kind WHEN 'future' THEN 'FUT' ELSE 'OPT' END
            || CASE WHEN underlying IN ({_INDICES}) THEN 'IDX' ELSE 'STK' END END AS instrument,
    coalesce(upper(strftime(expiry, '%d-%b-%Y')), '') AS exp_date,
    CASE kind WHEN 'option' THEN option_type WHEN 'future' THEN 'XX' ELSE '' END AS option_type,
    coalesce(printf('%.2f', strike), '') AS strike_price,
    printf('%.2f', open) AS open, printf('%.2f', high) AS high, printf('%.2f', low) AS low,
    printf('%.2f', close) AS close, printf('%.2f', coalesce(vwap, 0)) AS intvwap,
    volume::VARCHAR AS intv,
    (oi - coalesce(lag(oi) OVER so_far, oi))::VARCHAR AS intoi,
    (sum(volume) OVER so_far)::VARCHAR AS v,
    oi::VARCHAR AS oi,
    epoch(ts)::BIGINT::VARCHAR AS ssboe,
    'Ok' AS stat
FROM chosen
WINDOW so_far AS (PARTITION BY key, day ORDER BY ts)
ORDER BY underlying, key, ts
"""  # noqa: S608  names above only


def save(reader: pa.RecordBatchReader, file: Path, form: ExportFormat) -> int:
    """Write all batches into the file, whole or not at all; return the count of rows."""
    temporary = file.with_name(f".{file.name}.part")
    rows = 0
    with (
        in_words(str(file), "write this export"),
        replacing(file, temporary=temporary) as out,
        _writer(out, reader.schema, form) as writer,
    ):
        for batch in reader:
            writer.write_batch(batch)
            rows += len(batch)
    return rows


def _writer(out: Any, schema: pa.Schema, form: ExportFormat) -> Any:
    match form:
        case ExportFormat.CSV:
            return pc.CSVWriter(out, schema)
        case ExportFormat.PARQUET:
            return pq.ParquetWriter(out, schema, compression="zstd")
        case ExportFormat.FEATHER:
            options = pa.ipc.IpcWriteOptions(compression="zstd")
            return pa.ipc.new_file(out, schema, options=options)
