#!/bin/bash
# Starts a Cassandra node of docker-compose.secure.yml: puts the settings with logins and TLS into cassandra.yaml, and goes
# on as the image does. It runs as root, before the image's entry point changes to the user cassandra.
#
# Usage: start-secured.sh FILE-WITH-SETTINGS COMMAND...
set -euo pipefail

settings=$1
shift
yaml=${CASSANDRA_CONF:-/etc/cassandra}/cassandra.yaml

mark='# Of docker-compose.secure.yml'

# Each setting of the file replaces the whole block of the same name, or is new. What an earlier start has added goes.
kept=$(awk -v mark="$mark" '
  $0 == mark { exit }
  match($0, /^[a-z_]+:/) { block = substr($0, 1, RLENGTH) }
  NR == FNR { if (block != "") given[block] = 1; next }
  !(block in given)
' "$settings" "$yaml")
# Only the image's user may read it, because it now has the passwords of the stores.
chmod 600 "$yaml"
{
  printf '%s\n%s\n' "$kept" "$mark"
  cat "$settings"
} > "$yaml"

exec docker-entrypoint.sh "$@"
