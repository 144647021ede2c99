# Before project(): a preset names its compiler, and CMake's own message about one that is missing does not say how to get it.
if(CMAKE_CXX_COMPILER)
  find_program(hb_named_compiler "${CMAKE_CXX_COMPILER}" NO_CACHE)
  if(NOT hb_named_compiler)
    message(FATAL_ERROR "The compiler ${CMAKE_CXX_COMPILER} is not installed, or not in PATH.\n"
                        "Run ./hb once: it installs what is missing (./hb doctor says how to do it by hand).\n"
                        "The preset dev takes any C++20 compiler that is there.")
  endif()
endif()
