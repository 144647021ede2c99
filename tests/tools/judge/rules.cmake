# What the rules' tests add to the judge's: they compile answers of their own, with HB_TEST_COMPILER, against HB_ROOT.
target_sources(judge.test PRIVATE "${CMAKE_CURRENT_LIST_DIR}/rules.test.cpp")
