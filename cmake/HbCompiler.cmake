# Before project(): a preset names its compiler, and CMake's own message about one that is missing does not say how to get it.
if(CMAKE_CXX_COMPILER)
  list(GET CMAKE_CXX_COMPILER 0 hb_compiler)  # arguments may follow it
  find_program(hb_found_compiler "${hb_compiler}" NO_CACHE)
  if(NOT hb_found_compiler)
    message(FATAL_ERROR "The compiler ${hb_compiler} is not installed, or not in PATH.\n"
                        "Run ./hb once: it installs what is missing (./hb doctor says how to do it by hand).\n"
                        "The preset dev takes any C++20 compiler that is there.")
  endif()
endif()
