# What a preset chooses, and the warnings that our own code is held to.

set(HB_FLAVOURS "plain" CACHE STRING "Flavours of the subjects in this tree: plain, tsan, bench, explore")
set(HB_ANSWERS "" CACHE STRING "Answer sets to ask in this tree (lessons, solutions, starters); empty: the environment's HB_ANSWERS, else lessons")
option(HB_PROJECT_TESTS "Add the project's own tests: tools, solutions, starters, the kit" OFF)

# The environment variable works where a cache variable cannot be given: with workflow presets.
if(HB_ANSWERS)
  set(hb_answers ${HB_ANSWERS})
elseif(NOT "$ENV{HB_ANSWERS}" STREQUAL "")
  set(hb_answers $ENV{HB_ANSWERS})
else()
  set(hb_answers lessons)
endif()
list(REMOVE_DUPLICATES hb_answers)

foreach(set IN LISTS hb_answers)
  if(NOT set MATCHES "^(lessons|solutions|starters)$")
    message(FATAL_ERROR "HB_ANSWERS names the answer set \"${set}\", which does not exist.\n"
                        "Choose among: lessons, solutions, starters (several are separated by ;).")
  endif()
endforeach()
if("tsan" IN_LIST HB_FLAVOURS AND NOT (CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 19))
  message(FATAL_ERROR "The tsan flavour needs Clang 19 or newer; this is ${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}.\n"
                      "Install it (./hb doctor says how), or use the preset dev, which any C++20 compiler builds.")
endif()
# Where the explorer cannot run, its flavour is left out, and the verdict says so.
include("${CMAKE_CURRENT_LIST_DIR}/../tools/explore/needs.cmake")
if("explore" IN_LIST HB_FLAVOURS AND NOT HB_EXPLORER_RUNS_HERE)
  message(STATUS "The flavour explore is left out: it needs Clang on Linux and x86-64")
  list(REMOVE_ITEM HB_FLAVOURS explore)
endif()
if((CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 12) OR
   (CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 19))
  message(FATAL_ERROR "${CMAKE_CXX_COMPILER} is too old: it is ${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}, and "
                      "Happens-Before needs GCC 12 or Clang 19, or newer.\n"
                      "./hb installs one (./hb doctor says how to do it by hand). To use one that is there already:\n"
                      "CXX=clang++-19 cmake --preset dev --fresh")
endif()

# No build type: a flavour says how its subjects are compiled, and these lines how the tools are. (A build type would add
# NDEBUG, and with it take away the assertions in a student's code.)
set(CMAKE_BUILD_TYPE "" CACHE STRING "" FORCE)

add_library(hb_options INTERFACE)
# -O0 without debug information: the tools wait for subjects; what counts is how long they take to build. With -O1 -g1 that is 5 min 15 s
# instead of 3 min 15 s on 2 cores. What goes through text letter by letter is optimised by itself (the lexer, tools/judge).
target_compile_options(hb_options INTERFACE -O0 -Wall -Wextra -Wconversion -Werror $<$<CXX_COMPILER_ID:Clang>:-Wthread-safety>)
target_include_directories(hb_options INTERFACE "${PROJECT_SOURCE_DIR}/tools")

# clangd and other tools look for the compile database at the root: it points at the tree configured last.
function(hb_link_compile_commands)
  file(CREATE_LINK "${PROJECT_BINARY_DIR}/compile_commands.json" "${PROJECT_SOURCE_DIR}/compile_commands.json" SYMBOLIC
       RESULT linked)
  if(NOT linked EQUAL 0)
    message(STATUS "compile_commands.json could not be linked at the root (${linked}): clangd will not find the headers")
  endif()
endfunction()
