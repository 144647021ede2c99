#!/usr/bin/env bash
# How LibTorch comes into a build: what fetch.sh does with an index that the test makes, and what CMake says of settings that
# make no sense. Nothing is downloaded. Usage: torch_test.sh ROOT
set -u
root=$1
. "$root/tests/shell_test.sh"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# ---- fetch.sh ----

# make_wheel FOLDER: a wheel as small as can be, with the one file that fetch.sh looks for at the end.
make_wheel() {
    python3 - "$1" <<'PYTHON'
import pathlib, sys, zipfile
info = "torch-2.11.0.dist-info/"
path = pathlib.Path(sys.argv[1]) / "torch-2.11.0-cp312-cp312-manylinux_2_28_x86_64.whl"
with zipfile.ZipFile(path, "w") as wheel:
    wheel.writestr("torch/lib/libtorch_cpu.so", "not really")
    wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\nName: torch\nVersion: 2.11.0\n")
    wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: false\nTag: cp312-cp312-manylinux_2_28_x86_64\n")
    wheel.writestr(info + "RECORD", "")
PYTHON
}
mkdir "$scratch/index"
make_wheel "$scratch/index"
sum=$(sha256sum "$scratch/index"/torch-*.whl | cut -d ' ' -f 1)
printf 'torch==2.11.0 --hash=sha256:%s\n' "$sum" >"$scratch/right.txt"
printf 'torch==2.11.0 --hash=sha256:%064d\n' 0 >"$scratch/wrong.txt"

# fetch WHEELS FOLDER: with an index of the test's own.
fetch() {
    run env PIP_CONFIG_FILE=/dev/null PIP_NO_INDEX=1 PIP_FIND_LINKS="$scratch/index" HB_TORCH_WHEELS="$1" \
        "$root/fl_capstone/torch/fetch.sh" "$2"
}

fetch "$scratch/wrong.txt" "$scratch/a"
check "what has another hash is refused" exited_with 1
check "  and the message says what to do" said "the download of torch==2.11.0 failed"
check "  and nothing is where LibTorch would be" [ ! -e "$scratch/a" ]
fetch "$scratch/right.txt" "$scratch/a"
check "what has the right hash is unpacked" exited_with 0
check "  after saying how large it is" said "MB to download"
check "  and is whole" [ -s "$scratch/a/torch/lib/libtorch_cpu.so" ]
check "  and the download is gone" [ ! -e "$scratch/a.download" ]
rm -r "$scratch/index"
fetch "$scratch/right.txt" "$scratch/a"
check "what is there is not brought again" exited_with 0
fetch "$scratch/right.txt" "$scratch/b"
check "an index without it is an error" exited_with 1
: >"$scratch/file"
fetch "$scratch/right.txt" "$scratch/file/c"
check "a folder that cannot be made is an error" exited_with 1
check "  that names it" said "$scratch/file"

# ---- HbTorch.cmake ----

mkdir "$scratch/project"
cat >"$scratch/project/CMakeLists.txt" <<CMAKE
cmake_minimum_required(VERSION 3.25)
project(torch_test LANGUAGES NONE)
include("$root/cmake/HbTorch.cmake")
message(STATUS "found: \${HB_TORCH_FOUND}")
CMAKE
configure() { run cmake -S "$scratch/project" -B "$scratch/tree" --fresh "$@"; }

configure
check "by default, the pinned one is found before it is brought" exited_with 0
check "  and said" said "found: TRUE"
configure -DHB_TORCH=off
check "off leaves it out" exited_with 0
check "  and says so" said "found: FALSE"
configure -DHB_TORCH=perhaps
check "another word is refused" exited_with 1
check "  with the words that there are" said "Choose auto, or off"
configure "-DHB_TORCH_DIR=$scratch"
check "a folder without LibTorch is refused" exited_with 1
check "  by name" said "where there is no LibTorch"

own=$scratch/venv/lib/python3.12/site-packages/torch
mkdir -p "$own/lib" "$own/include/torch/csrc/api/include/torch"
: >"$own/lib/libtorch_cpu.so"
: >"$own/include/torch/csrc/api/include/torch/torch.h"
printf "__version__ = '2.9.1+cpu'\n" >"$own/version.py"
configure "-DHB_TORCH_DIR=$scratch/venv"
check "a Python environment's is found" exited_with 0
check "  with its version" said "LibTorch 2.9.1"
configure "-DHB_TORCH_DIR=$own"
check "so is a LibTorch folder" exited_with 0
printf "__version__ = '2.6.0'\n" >"$own/version.py"
configure "-DHB_TORCH_DIR=$own"
check "one that is too old is refused" exited_with 1
check "  with the version that is needed" said "2.7 or newer is needed"
finish
