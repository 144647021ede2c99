# Third-party libraries, all from the distribution. ./hb installs what is missing; without it, the message says what to install.

set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)

# A macro: what a package sets (Catch2: where its CMake module lies) is wanted here.
macro(hb_require package version)
  find_package(${package} ${version} QUIET)
  if(NOT ${package}_FOUND)
    message(FATAL_ERROR "${package} ${version} or newer is missing.\n"
                        "Run ./hb once: it installs what is missing. Its name on your system: bootstrap/packages.tsv")
  endif()
endmacro()

hb_require(fmt 9)
hb_require(nlohmann_json 3.11)
hb_require(tomlplusplus 3.3)
hb_require(CLI11 2.1)
hb_require(Catch2 3.4)
# Not find_package: Debian's md4c configuration also wants md4c-html, which is in another package.
find_library(HB_MD4C md4c)
if(NOT HB_MD4C)
  message(FATAL_ERROR "md4c is missing.\n"
                      "Run ./hb once: it installs what is missing. Its name on your system: bootstrap/packages.tsv")
endif()
hb_require(OpenSSL 3)
hb_require(ZLIB 1.2)
find_package(benchmark 1.7 QUIET)
if(NOT benchmark_FOUND)
  message(STATUS "Google Benchmark is missing: hb run LESSON --measure will not work; ./hb installs it")
endif()

# ThreadSanitizer's reports name lines only through the symbolizer; the judge reads its place from this file.
find_program(HB_SYMBOLIZER NAMES llvm-symbolizer-19 llvm-symbolizer)
file(WRITE "${PROJECT_BINARY_DIR}/symbolizer.path" "${HB_SYMBOLIZER}\n")
