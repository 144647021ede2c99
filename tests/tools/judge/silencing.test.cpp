#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <charconv>
#include <sstream>

#include "judge/outcomes.hpp"
#include "judge/run_tool.hpp"

using namespace hb::judge;

namespace {

OutcomesEvidence observe(std::string const& subject, std::string const& scenario, std::int64_t distance = 0) {
    return observe_outcomes({HB_SILENCING "." + subject,
                             HB_EXPLORER,
                             HB_ROOT "/tools/subject",
                             scenario,
                             {{"distance", distance}},
                             1'000,
                             1});
}

/// Where the runtime keeps it, in its library.
std::int64_t address_in_runtime(std::string_view name) {
    std::istringstream lines{run_tool({"llvm-nm-19", HB_EXPLORER}).out};
    for (std::string line; std::getline(lines, line);) {
        if (!line.ends_with(" " + std::string{name})) continue;
        std::int64_t address = 0;
        std::from_chars(line.data(), line.data() + line.size(), address, 16);
        return address;
    }
    return 0;
}

}  // namespace

TEST_CASE("a race is found where nobody silences the explorer", "[every-interleaving]") {
    auto const evidence = observe("none", "honest");
    CHECK(evidence.silenced.empty());
    REQUIRE_FALSE(evidence.failures.empty());
    CHECK(evidence.failures.front().starts_with("data race"));
    // Only the answer's own two accesses: planted races are no part of it.
    CHECK(std::ranges::count(evidence.schedule, ',') < 3);
}

TEST_CASE("whoever silences the explorer is never said to be right", "[every-interleaving]") {
    auto const scenario = GENERATE(as<std::string>{}, "closes_the_report", "redirects_the_report", "forges_a_report",
                                   "forges_and_goes_on", "spoils_a_line", "exits", "exits_at_once", "exits_unseen");
    CAPTURE(scenario);
    auto const evidence = observe("none", scenario);
    CAPTURE(evidence.silenced, evidence.trouble, evidence.failures);
    CHECK_FALSE(evidence.proved);
    CHECK((!evidence.failures.empty() || !evidence.silenced.empty() || !evidence.trouble.empty()));
}

TEST_CASE("ending the process before the scenario is over is a failure", "[every-interleaving]") {
    auto const scenario = GENERATE(as<std::string>{}, "exits", "exits_at_once");
    auto const evidence = observe("none", scenario);
    REQUIRE_FALSE(evidence.failures.empty());
    CHECK(evidence.failures.front().find("exit(0)") != std::string::npos);
}

TEST_CASE("a race planted after the answer shows that the runtime was switched off meanwhile", "[every-interleaving]") {
    auto const function = address_in_runtime("__tsan_func_entry");
    auto const variable = address_in_runtime("_ZN2hb7explore10visibilityE");
    REQUIRE(function != 0);
    REQUIRE(variable != 0);
    auto const evidence = observe("none", "sets_past_races", variable - function);
    CHECK(evidence.failures.empty());
    CHECK_FALSE(evidence.proved);
    CHECK(evidence.silenced == "a race that was planted after the answer ran was not reported");
}

TEST_CASE("a subject that defines one of the explorer's functions is not even run", "[every-interleaving]") {
    struct Case {
        char const* subject;
        char const* function;
    };
    auto const one =
        GENERATE(Case{"write", "__tsan_write4"}, Case{"threads", "pthread_create"}, Case{"start", "__libc_start_main"});
    auto const evidence = observe(one.subject, "honest");
    CHECK(evidence.silenced == std::string{one.function} + " takes the place of the explorer's");
    CHECK_FALSE(evidence.proved);
}
