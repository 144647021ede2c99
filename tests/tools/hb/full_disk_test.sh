#!/usr/bin/env bash
# A disk that is full in the middle of a check is named, and after space is made the next start works.
# Usage: full_disk_test.sh ROOT TREE     needs root: small file systems are mounted, in a namespace of the test's own
set -u
root=$1
tree=$2
. "$root/tests/shell_test.sh"

if [ "${HB_OWN_MOUNTS:-}" != "$$" ]; then
    unshare -m true 2>/dev/null || { echo "skipped: only root can mount"; exit 77; }
    export HB_OWN_MOUNTS=$$ # exec keeps the process id
    exec unshare -m --propagation private bash "$0" "$@"
fi
scratch=$(mktemp -d)
trap 'cd /; umount -q "$scratch"/*; rm -rf "$scratch"' EXIT
hb=$tree/bin/hb

# the disk of the build: first the compiler, then the linker finds no space
objects=$tree/tests/CMakeFiles/kit.01_lost_update.count_up.formula.plain.dir
programs=$tree/subjects/01_lost_update/kit/formula
mkdir -p "$objects" "$programs"
check_answer() { run "$hb" check count_up --answers kit/formula --verdict builds; }
for place in "$objects" "$programs"; do
    for kib in 4 64; do
        mount -t tmpfs -o "size=${kib}k" none "$place"
        check_answer
        check "a build with $kib KiB in $(basename "$place") is an error, not a verdict" exited_with 2
        check "and the message says that the disk is full" said "is full"
        check "with a way out" said "Free some space"
        mount -o remount,size=50m "$place"
        check_answer
        check "after space is made the next start works" exited_with 0
        umount "$place"
    done
done

# the disk of the subjects' folders
mkdir "$scratch/subjects"
mount -t tmpfs -o nr_inodes=1 none "$scratch/subjects" # its root alone: no folder can be made
run env TMPDIR="$scratch/subjects" "$hb" check count_up --answers solutions --verdict values --fresh
check "a full disk where subjects get their folders is an error" exited_with 2
check "that names the place" said "No folder can be made in $scratch/subjects: No space left on device"
check "with a way out" said "Free some space"
mount -o remount,nr_inodes=2 "$scratch/subjects" # and one folder, with nothing in it
# Not contained: bubblewrap's folder is in memory, and needs nothing of this disk.
run env HB_CONTAINMENT=none TMPDIR="$scratch/subjects" "$hb" check count_up --answers solutions --verdict race-free --fresh
check "so is one where the folder can be made, and ThreadSanitizer's pipe cannot" exited_with 2
check "that names the pipe" said "a pipe cannot be made: No space left on device"
check "and no folder stays behind" bash -c '! ls -d "$1"/* 2>/dev/null' _ "$scratch/subjects"
mount -o remount,nr_inodes=100 "$scratch/subjects"
run env TMPDIR="$scratch/subjects" "$hb" check count_up --answers solutions --verdict values --fresh
check "after space is made the next start works" exited_with 0

# the disk of the results
mkdir "$scratch/results"
mount -t tmpfs -o size=4k none "$scratch/results"
head -c 4096 /dev/zero >"$scratch/results/fills_it"
run "$hb" check count_up --answers solutions --verdict values --json "$scratch/results/results.json"
check "results that do not fit are an error" exited_with 2
check "that names the file" said "results.json cannot be written"
check "and nothing half written stays" [ "$(ls "$scratch/results")" = fills_it ]

finish
