# shellcheck shell=bash
# What the scripts share. Sourced, never run: it expects `set -euo pipefail` and changes to the
# top level of the checkout.

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit

STATE="${XDG_STATE_HOME:-$HOME/.local/state}/coppice"
# shellcheck disable=SC2034  # used by the scripts
CACHE="${XDG_CACHE_HOME:-$HOME/.cache}/coppice"
# Written into a base image that script/bootstrap made itself, so that it can be told from a pulled one.
# shellcheck disable=SC2034
BASE_MADE_HERE="made from Debian packages by script/bootstrap"
# Several scripts in a row tell one time: that since the first of them began.
export COPPICE_SCRIPT_BEGAN="${COPPICE_SCRIPT_BEGAN:-$(date +%s)}"
# The classic builder needs no plugin, and it leaves no cache that would keep the layers of a lost
# image on the engine: a pull after the loss is then a real one.
export DOCKER_BUILDKIT=0

# What a script is doing, on standard error with the seconds since it began.
say() {
  printf '[%4d s] %s\n' "$(($(date +%s) - COPPICE_SCRIPT_BEGAN))" "$*" >&2
}

# refuse STATUS SENTENCE...: the sentences say what is wrong and what to do next.
refuse() {
  local status=$1 sentence
  shift
  for sentence in "$@"; do printf '%s\n' "$sentence" >&2; done
  exit "$status"
}

has() {
  command -v "$1" > /dev/null 2>&1
}

# quietly LOG COMMAND...: runs it with its output in the log; shows the end of the log if it fails.
quietly() {
  local log=$1 status=0
  shift
  mkdir -p "$(dirname "$log")"
  "$@" > "$log" 2>&1 < /dev/null || status=$?
  if [ "$status" -ne 0 ]; then
    tail -n 25 "$log" >&2
    say "failed with status $status: $* (all of its output: $log)"
  fi
  return "$status"
}

# wait_until SECONDS COMMAND...: asks five times a second until the command succeeds.
wait_until() {
  local end=$((SECONDS + $1))
  shift
  until "$@" > /dev/null 2>&1; do
    [ "$SECONDS" -lt "$end" ] || return 1
    sleep 0.2
  done
}

# Asks a server on this machine, past any proxy.
ask() {
  curl --silent --noproxy '*' "$@"
}

engine_answers() {
  docker version --format '{{.Server.Version}}' > /dev/null 2>&1
}

image_is_here() {
  docker image inspect "$1" > /dev/null 2>&1
}

# One hash over names and contents of all files in the folders given.
hash_of() {
  find "$@" -type f ! -path '*/__pycache__/*' -print0 | LC_ALL=C sort -z \
    | xargs -0 sha256sum | sha256sum | cut -d' ' -f1
}

image_id() {
  docker image inspect --format '{{.Id}}' "$1" 2> /dev/null || true
}

# Removes what those images were before they were built anew, unless something else needs them.
remove_nameless() {
  local id
  for id in "$@"; do
    [ "$(docker image inspect --format '{{len .RepoTags}}' "$id" 2> /dev/null)" != 0 ] \
      || docker rmi "$id" > /dev/null 2>&1 || true
  done
}

# build_image NAME FOLDER [OPTION...]: the stages that a build leaves behind without a name are told
# by their label and removed; nothing else without a name is touched.
build_image() {
  local name=$1 folder=$2 former
  shift 2
  former=$(image_id "$name")
  quietly "$STATE/build-$(basename "$folder").log" docker build "$@" --tag "$name" "$folder"
  # shellcheck disable=SC2046,SC2086  # IDs hold no spaces
  remove_nameless $former \
    $(docker image ls --quiet --filter dangling=true --filter label=dev.coppice.stage)
}
