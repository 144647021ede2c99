# hb_add_lesson(): everything that a lesson's six parts need, from their places alone.
#
# A lesson 01_x is lessons/01_x (README.md, lesson.toml, <exercise>.hpp), solutions/01_x, tests/starters/01_x,
# tests/lessons/01_x (<exercise>.scenarios.cpp, <exercise>.judge.cpp, predictions.cpp, bench.cpp) and tests/wrong_answers/01_x
# (kit.toml, <exercise>/<slug>.hpp). Targets are <set>.<lesson>.<exercise>.<flavour>; tests are <set>.<lesson>.<exercise>.<verdict>.

include(HbToml)

add_custom_target(judges ALL)        # every lesson's, and what they ask beside subjects; all that a student without hb needs
if("explore" IN_LIST HB_FLAVOURS)
  add_dependencies(judges hb_explore)
endif()
add_custom_target(project_subjects)  # what the project's own tests ask; built before them, in parallel

function(hb_flavour_of verdict out)
  set(flavour plain)
  if(verdict STREQUAL "race-free")
    set(flavour tsan)
  elseif(verdict STREQUAL "fast")
    set(flavour bench)
  elseif(verdict STREQUAL "every-interleaving")
    set(flavour explore)
  endif()
  set(${out} ${flavour} PARENT_SCOPE)
endfunction()

# One test of a judge program, if this tree has the flavour that the verdict asks. An inconclusive verdict skips (status 4).
function(hb_add_judge_test name verdict labels)
  hb_flavour_of("${verdict}" flavour)
  if(NOT flavour IN_LIST HB_FLAVOURS)
    return()
  endif()
  add_test(NAME ${name} COMMAND judge.${lesson} ${ARGN} --reporter console)
  set_tests_properties(${name} PROPERTIES LABELS "${labels}" SKIP_RETURN_CODE 4 TIMEOUT 300)
  if(verdict STREQUAL "fast")
    set_property(TEST ${name} PROPERTY RUN_SERIAL ON)
  endif()
endfunction()

function(hb_add_lesson lesson)
  set(tests "${PROJECT_SOURCE_DIR}/tests/lessons/${lesson}")
  set(kit "${PROJECT_SOURCE_DIR}/tests/wrong_answers/${lesson}")
  hb_read_exercises("${PROJECT_SOURCE_DIR}/lessons/${lesson}/lesson.toml")  # sets exercises, verdicts_<exercise>
  hb_read_kit("${kit}/kit.toml")                                            # sets kit_entries, decisive_<exercise>.<slug>

  list(TRANSFORM exercises APPEND ".judge.cpp" OUTPUT_VARIABLE judges)
  list(TRANSFORM judges PREPEND "${tests}/")
  if(EXISTS "${tests}/predictions.cpp")
    list(APPEND judges "${tests}/predictions.cpp")
    if(HB_PROJECT_TESTS)
      hb_add_judge_test(project.predictions.${lesson} race-free "project;predictions" "[predictions]")
    endif()
  endif()
  configure_file("${PROJECT_SOURCE_DIR}/tools/grade/src/this_lesson.cpp.in" "${PROJECT_BINARY_DIR}/this_lesson.${lesson}.cpp" @ONLY)
  add_executable(judge.${lesson} ${judges} "${PROJECT_BINARY_DIR}/this_lesson.${lesson}.cpp")
  target_link_libraries(judge.${lesson} PRIVATE hb_lesson_judge hb_grade Catch2::Catch2)
  target_precompile_headers(judge.${lesson} REUSE_FROM hb_test_pch)
  add_dependencies(judges judge.${lesson})
  set_target_properties(judge.${lesson} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")

  foreach(exercise IN LISTS exercises)
    set(scenarios "${tests}/${exercise}.scenarios.cpp")
    foreach(set lessons solutions starters)
      set(folder "${PROJECT_SOURCE_DIR}/${set}/${lesson}")
      if(set STREQUAL "starters")
        set(folder "${PROJECT_SOURCE_DIR}/tests/starters/${lesson}")
      endif()
      foreach(flavour IN LISTS HB_FLAVOURS)
        hb_add_subject(${set}.${lesson}.${exercise}.${flavour} ${flavour} "${scenarios}" "${folder}/${exercise}.hpp"
                       "${PROJECT_BINARY_DIR}/subjects/${lesson}/${set}" ${exercise}.${flavour})
      endforeach()
    endforeach()

    foreach(verdict IN LISTS verdicts_${exercise})
      hb_flavour_of(${verdict} flavour)
      foreach(set IN LISTS hb_answers)
        hb_add_judge_test(${set}.${lesson}.${exercise}.${verdict} ${verdict} answers
                          --set ${set} "[${exercise}][${verdict}]")
      endforeach()
      if(HB_PROJECT_TESTS)
        hb_add_judge_test(project.solutions.${lesson}.${exercise}.${verdict} ${verdict} "project;solutions"
                          --set solutions "[${exercise}][${verdict}]")
        if(flavour IN_LIST HB_FLAVOURS)
          add_dependencies(project_subjects solutions.${lesson}.${exercise}.${flavour})
        endif()
      endif()
    endforeach()
    if(HB_PROJECT_TESTS)
      hb_flavour_of("${fails_because_${exercise}}" flavour)
      add_dependencies(project_subjects starters.${lesson}.${exercise}.plain starters.${lesson}.${exercise}.${flavour})
      hb_add_judge_test(project.starters.${lesson}.${exercise} "${fails_because_${exercise}}" "project;starters"
                        --set starters --exercise ${exercise} "[starter]")
    endif()
  endforeach()

  if(HB_PROJECT_TESTS)
    foreach(entry IN LISTS kit_entries)
      string(REGEX MATCH "^([^.]+)\\.(.+)$" entry "${entry}")
      hb_add_kit_answer(${CMAKE_MATCH_1} ${CMAKE_MATCH_2} "${decisive_${entry}}")
    endforeach()
  endif()

  if(benchmark_FOUND AND "bench" IN_LIST HB_FLAVOURS AND EXISTS "${tests}/bench.cpp")
    add_executable(measure.${lesson} EXCLUDE_FROM_ALL "${tests}/bench.cpp")
    target_link_libraries(measure.${lesson} PRIVATE hb_options benchmark::benchmark Threads::Threads)
    target_compile_options(measure.${lesson} PRIVATE ${hb_flags_bench})
    set_target_properties(measure.${lesson} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")
  endif()
endfunction()

# An answer of the kit. Every flavour can be built; only that of the decisive verdict is, unless it is that it does not compile.
function(hb_add_kit_answer exercise slug decisive)
  foreach(flavour IN LISTS HB_FLAVOURS)
    hb_add_subject(kit.${lesson}.${exercise}.${slug}.${flavour} ${flavour} "${tests}/${exercise}.scenarios.cpp"
                   "${kit}/${exercise}/${slug}.hpp" "${PROJECT_BINARY_DIR}/subjects/${lesson}/kit/${slug}"
                   ${exercise}.${flavour})
  endforeach()
  hb_flavour_of(${decisive} flavour)
  if(NOT decisive STREQUAL "builds" AND flavour IN_LIST HB_FLAVOURS)
    add_dependencies(project_subjects kit.${lesson}.${exercise}.${slug}.${flavour})
  endif()
  set(name project.kit.${lesson}.${exercise}.${slug})
  set(arguments --set kit/${slug} --exercise ${exercise} "[kit]")
  hb_add_judge_test(${name} ${decisive} "project;kit" ${arguments})
  hb_add_judge_test(${name}.every_verdict fast "project;nightly" --every-verdict ${arguments})
endfunction()
