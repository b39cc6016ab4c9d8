#!/bin/sh
# remove-converters.sh JAR: removes Confluent's classes from the jar of DataStax's connector. It has an Avro converter
# of version 5.2.1, which a worker may take instead of its own, and which cannot read what Schema Registry 8 answers.
set -eu
jar=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
files=$(mktemp -d)
trap 'rm -rf "$files"' EXIT
cd "$files"
jar -xf "$jar"
rm -rf io/confluent
# The names by which a worker finds converters in a jar.
for names in META-INF/services/org.apache.kafka.connect.storage.*; do
  [ -f "$names" ] || continue
  grep -v '^io\.confluent\.' "$names" >"$names.kept" || true
  mv "$names.kept" "$names"
  [ -s "$names" ] || rm "$names"
done
# -M: the manifest is among the files.
jar -cMf "$jar" .
