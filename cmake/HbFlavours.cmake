# How a subject is compiled in each flavour, and the harness that it is linked with.

set(hb_flags_plain -O2 -g)
# Without inlining, ThreadSanitizer sees the line that starts a thread: std::thread's own code calls into libstdc++, which is not
# instrumented and hides its direct caller.
set(hb_flags_tsan -O1 -g -fno-omit-frame-pointer -fno-inline -fsanitize=thread)
set(hb_flags_bench -O3 -march=native -g)
set(hb_flags_explore "")  # those of hb_explored (tools/explore), which the harness links

set(hb_subject_dir "${PROJECT_SOURCE_DIR}/tools/subject")

# hb_add_harness(<flavour>): the targets hb_harness.<flavour> and hb_pch.<flavour>.
function(hb_add_harness flavour)
  if(NOT DEFINED hb_flags_${flavour})
    message(FATAL_ERROR "HB_FLAVOURS names the flavour \"${flavour}\", which does not exist. Choose among: plain, tsan, bench, explore.")
  endif()
  set(harness hb_harness.${flavour})
  add_library(${harness} STATIC
    "${hb_subject_dir}/src/value.cpp" "${hb_subject_dir}/src/scenario.cpp" "${hb_subject_dir}/src/on_threads.cpp"
    "${hb_subject_dir}/src/rendezvous.cpp" "${hb_subject_dir}/src/interruption.cpp"
    "${hb_subject_dir}/src/canary.cpp" "${hb_subject_dir}/src/planted.cpp" "${hb_subject_dir}/src/by_hand.cpp"
    "${hb_subject_dir}/src/judged.cpp" "${hb_subject_dir}/src/main.cpp")
  target_include_directories(${harness} PUBLIC "${PROJECT_SOURCE_DIR}/tools")
  # libatomic, where it is needed: with the standard library of GCC 14, compare_exchange on a std::atomic of a struct calls it.
  target_link_libraries(${harness} PUBLIC Threads::Threads atomic)
  target_link_options(${harness} PUBLIC LINKER:--as-needed)
  target_compile_options(${harness} PUBLIC ${hb_flags_${flavour}} -Wall -Wextra
                                           $<$<CXX_COMPILER_ID:Clang>:-Werror=thread-safety> -fdiagnostics-color=never)
  target_compile_options(${harness} PRIVATE -Wconversion -Werror)
  if(flavour STREQUAL "tsan")
    target_link_options(${harness} PUBLIC -fsanitize=thread)
  elseif(flavour STREQUAL "explore")
    target_link_libraries(${harness} PUBLIC hb_explored)
  endif()

  # A file, not a list in this one: CMake gives the header that it makes of a list the time of tools/subject/CMakeLists.txt, and
  # a change here would not be seen.
  add_library(hb_pch.${flavour} OBJECT "${hb_subject_dir}/src/precompiled.cpp")
  target_link_libraries(hb_pch.${flavour} PRIVATE ${harness})
  target_precompile_headers(hb_pch.${flavour} PRIVATE "${hb_subject_dir}/src/precompiled.hpp")
endfunction()

# hb_add_subject(<target> <flavour> <scenarios> <answer> <output folder> <output name>)
# The answer is included by the scenarios through the macro HB_ANSWER; nothing is built unless somebody asks for it. Where there is
# an <exercise>.table.cpp beside <exercise>.scenarios.cpp, it is compiled once a flavour, for all answers.
function(hb_add_subject target flavour scenarios answer folder name)
  add_executable(${target} EXCLUDE_FROM_ALL "${scenarios}")
  target_link_libraries(${target} PRIVATE hb_harness.${flavour})
  string(REPLACE ".scenarios.cpp" ".table.cpp" table "${scenarios}")
  if(EXISTS "${table}")
    string(MAKE_C_IDENTIFIER "table.${table}.${flavour}" library)
    if(NOT TARGET ${library})
      add_library(${library} OBJECT EXCLUDE_FROM_ALL "${table}")
      target_link_libraries(${library} PRIVATE hb_harness.${flavour})
      target_precompile_headers(${library} REUSE_FROM hb_pch.${flavour})
    endif()
    target_link_libraries(${target} PRIVATE ${library})
  endif()
  target_compile_definitions(${target} PRIVATE "HB_ANSWER=\"${answer}\"")
  target_precompile_headers(${target} REUSE_FROM hb_pch.${flavour})
  set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${folder}" OUTPUT_NAME "${name}")
endfunction()
