#!/usr/bin/env bash
# A sweep on a small disk of its own that fills up, is read-only from some moment on, and is whole again; the disk is gone when this script ends, however it ends.
# on-own-disk.sh OUT DISK COMMAND...: runs COMMAND, whose store is on DISK, four times; OUT gets N.code, N.err and the records as they lay afterwards.
set -u
out=$1 disk=$2
shift 2
keep() {
  echo "$2" >"$out/$1.code"
  cp -a "$disk" "$out/$1"
}

mount -t tmpfs -o size=64k tmpfs "$disk"
"$@" >"$out/full.out" 2>"$out/full.err"
keep full $?

mount -o remount,size=16m "$disk"
"$@" 2>"$out/read-only.err" | while read -r line; do
  case $line in *'"cell-done"'*)
    # Refused while a file is being written.
    until mount -o remount,ro "$disk" 2>/dev/null; do :; done
    ;;
  esac
done
keep read-only "${PIPESTATUS[0]}"

"$@" >"$out/unwritable.out" 2>"$out/unwritable.err"
keep unwritable $?

mount -o remount,rw "$disk"
"$@" >"$out/whole.out" 2>"$out/whole.err"
keep whole $?
