"""Run by a Python that has pyspark: read the store's folder and print what Spark sees, as JSON."""

import json
import sys

from pyspark.sql import SparkSession

spark = (
    SparkSession.builder.master("local[1]")
    .config("spark.ui.enabled", "false")
    .config("spark.driver.host", "127.0.0.1")
    .config("spark.driver.bindAddress", "127.0.0.1")
    .config("spark.sql.session.timeZone", "Asia/Kolkata")
    .getOrCreate()
)
frame = spark.read.parquet(sys.argv[1])
frame.createOrReplaceTempView("bars")
rows = spark.sql(
    "SELECT kind, underlying, CAST(day AS STRING), count(*), sum(volume), sum(oi),"
    " CAST(round(sum(close), 4) AS DOUBLE), CAST(round(sum(vwap), 4) AS DOUBLE),"
    " CAST(min(ts) AS STRING), CAST(max(ts) AS STRING), count(DISTINCT key)"
    " FROM bars GROUP BY kind, underlying, day ORDER BY kind, underlying, day"
).collect()
print(json.dumps({"types": dict(frame.dtypes), "rows": [list(row) for row in rows]}))
spark.stop()
