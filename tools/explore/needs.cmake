# Sets HB_EXPLORER_RUNS_HERE. The explorer's switches between threads and its system calls are those of Linux on x86-64, and its
# instrumentation is Clang's. (What the processor and the kernel must offer, the program finds out when it runs: OS threads need nothing.)
set(HB_EXPLORER_RUNS_HERE OFF)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND CMAKE_SYSTEM_NAME STREQUAL "Linux" AND CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
  set(HB_EXPLORER_RUNS_HERE ON)
endif()
