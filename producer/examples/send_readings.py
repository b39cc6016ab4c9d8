#!/usr/bin/env python3
"""Sends three readings to the topic sensor-events.

usage: send_readings.py BOOTSTRAP_SERVERS REGISTRY_API SCHEMA_FILE

REGISTRY_API is the base URL of Confluent's REST API: http://localhost:8081/apis/ccompat/v7 for Apicurio Registry,
http://localhost:8081 for Confluent's. Needs confluent-kafka and avro (Debian: python3-confluent-kafka, python3-avro).
"""
import io
import json
import struct
import sys
import urllib.error
import urllib.request
import uuid
from datetime import datetime, timezone

import avro.io
import avro.schema
from confluent_kafka import Producer

TOPIC = "sensor-events"


def schema_id(registry_api, schema_text):
    """The id of a registered schema."""
    request = urllib.request.Request(
        f"{registry_api}/subjects/{TOPIC}-value",
        data=json.dumps({"schema": schema_text}).encode(),
        headers={"Content-Type": "application/vnd.schemaregistry.v1+json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return json.load(response)["id"]
    except urllib.error.URLError as error:
        sys.exit(f"{registry_api} does not give the id of the schema of {TOPIC}: {error}. Does ./pipeline up run? Is the URL right?")


def encode(schema, id, reading):
    """The wire format: the magic byte 0, the schema id in 4 bytes, Avro binary."""
    out = io.BytesIO()
    out.write(struct.pack(">bI", 0, id))
    avro.io.DatumWriter(schema).write(reading, avro.io.BinaryEncoder(out))
    return out.getvalue()


def main(bootstrap_servers, registry_api, schema_file):
    with open(schema_file, encoding="utf-8") as file:
        schema_text = file.read()
    schema = avro.schema.parse(schema_text)
    id = schema_id(registry_api, schema_text)

    failures = []

    def on_delivery(error, message):
        if error:
            failures.append(f"{message.key().decode()}: {error}")

    producer = Producer(
        {
            "bootstrap.servers": bootstrap_servers,
            "enable.idempotence": True,
            # All writers must give a sensor the same partition. librdkafka's default is another hash than Kafka's.
            "partitioner": "murmur2_random",
        }
    )
    for celsius in (21.5, 21.7, 21.6):
        reading = {
            "event_id": str(uuid.uuid4()),
            "sensor_id": "python-1",
            "event_time": datetime.now(timezone.utc),
            "measurements": {"temperature": celsius, "humidity": 40.0},
        }
        producer.produce(TOPIC, key=reading["sensor_id"], value=encode(schema, id, reading), on_delivery=on_delivery)
    not_sent = producer.flush(30)
    if failures or not_sent:
        sys.exit(f"{not_sent} readings were not sent; refused: {failures}")
    print("sent 3 readings of python-1")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
