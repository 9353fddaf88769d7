#!/bin/sh
# Makes the cluster at the first start, then becomes PostgreSQL. Arguments go on to it.
# POSTGRES_USER, POSTGRES_DB, and POSTGRES_PASSWORD_FILE or POSTGRES_PASSWORD as usual.
set -eu

: "${POSTGRES_USER:=postgres}"
: "${POSTGRES_DB:=$POSTGRES_USER}"
cluster=/var/lib/postgresql/data/15

password_file() {
  if [ -n "${POSTGRES_PASSWORD_FILE:-}" ]; then
    echo "$POSTGRES_PASSWORD_FILE"
  else
    ( umask 077 && printf '%s\n' "${POSTGRES_PASSWORD:?no POSTGRES_PASSWORD_FILE}" > /tmp/password )
    echo /tmp/password
  fi
}

# Made beside its final name and renamed at the end, so that a start that was cut off in the middle
# leaves no half of a cluster to be taken for a whole one. The cluster holds nothing yet: writing it
# without waiting for the disk is safe once the whole file system is told to sync.
create_cluster() {
  rm -rf "$cluster.new"
  initdb --pgdata="$cluster.new" --username="$POSTGRES_USER" --pwfile="$(password_file)" \
    --auth-local=trust --auth-host=scram-sha-256 --no-sync --no-instructions > /dev/null
  rm -f /tmp/password
  echo 'host all all all scram-sha-256' >> "$cluster.new/pg_hba.conf"
  if [ "$POSTGRES_DB" != postgres ]; then
    echo "CREATE DATABASE \"$POSTGRES_DB\"" \
      | postgres --single -F -j -D "$cluster.new" postgres > /dev/null
  fi
  sync -f "$cluster.new"
  mv "$cluster.new" "$cluster"
}

[ -d "$cluster" ] || create_cluster
exec postgres -D "$cluster" -c listen_addresses='*' "$@"
