// Any number of processes gives the same answer.

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <map>

#include "explore/usable_cores.hpp"
#include "explored.hpp"

using namespace hb::explore;

namespace {

/// What must be the same: for each outcome how often it was, and its schedule.
struct Answer {
    bool proved = false;
    std::uint64_t executions = 0;
    std::map<std::tuple<Ending, std::string, std::string>, std::pair<std::uint64_t, std::string>> outcomes;
    std::vector<std::tuple<Ending, std::string, std::string, std::uint64_t>> failures;
    bool operator==(Answer const&) const = default;
};

/// Of partial-order reduction only what is found must be the same, not how often.
enum class Counts : std::uint8_t { matter, do_not_matter };

Answer answer(Settings const& settings, int jobs, std::string const& program, std::vector<std::string> const& arguments,
              Counts counts = Counts::matter) {
    auto with_jobs = settings;
    with_jobs.jobs = jobs;
    auto const result = explore(explored(program), arguments, with_jobs);
    INFO(result.error);
    REQUIRE(result.error.empty());
    CHECK_FALSE(result.interrupted);
    Answer answer;
    answer.proved = result.proved();
    auto const matter = counts == Counts::matter;
    for (auto const& search : result.searches) {
        answer.executions += matter ? search.executions : 0;
        for (auto const& outcome : search.outcomes)
            answer.outcomes[{outcome.ending, outcome.text, outcome.output}] = {matter ? outcome.count : 0,
                                                                               matter ? outcome.schedule : ""};
    }
    for (auto const& failure : result.failures) {
        CHECK(failure.replayed);
        if (matter) answer.failures.emplace_back(failure.ending, failure.text, failure.schedule, failure.execution);
    }
    return answer;
}

Settings search(Strategy strategy, bool stop_at_failure) {
    Settings settings;
    settings.strategy = strategy;
    settings.stop_at_failure = stop_at_failure;
    settings.executions = 20'000;
    return settings;
}

/// HB_DIVIDED_PROGRAMS: how many; more of them at night.
std::uint64_t programs() {
    auto const* const wanted = std::getenv("HB_DIVIDED_PROGRAMS");
    return wanted != nullptr ? std::strtoull(wanted, nullptr, 10) : 50;
}

}  // namespace

TEST_CASE("Generated programs have the same outcomes, as often, with one, two and three processes") {
    std::uint64_t compared = 0;
    for (std::uint64_t number = 1; number <= programs(); ++number) {
        INFO("program " << number);
        std::vector const arguments{std::to_string(number)};
        auto const all = search(Strategy::depth_first, false);
        auto const one = answer(all, 1, "generated", arguments);
        if (one.executions >= all.executions) continue;  // what is left out then depends on who is quickest
        ++compared;
        CHECK(answer(all, 2, "generated", arguments) == one);
        CHECK(answer(all, 3, "generated", arguments) == one);
    }
    CHECK(compared > programs() * 3 / 4);
}

TEST_CASE("Partial-order reduction proves the same and sees the same outcomes with one, two and three processes") {
    for (std::uint64_t number = 1; number <= programs(); ++number) {
        INFO("program " << number);
        std::vector const arguments{std::to_string(number)};
        auto const all = search(Strategy::dpor, false);
        auto const one = answer(all, 1, "generated", arguments, Counts::do_not_matter);
        CHECK(answer(all, 2, "generated", arguments, Counts::do_not_matter) == one);
        CHECK(answer(all, 3, "generated", arguments, Counts::do_not_matter) == one);
    }
}

TEST_CASE("The first failure and what was counted up to it is the same with several processes") {
    for (auto const strategy :
         {Strategy::depth_first, Strategy::random, Strategy::pct, Strategy::dpor, Strategy::thorough}) {
        for (auto const* const program : {"increment", "lost_update", "opposite_locks", "stolen_wakeup", "lost_wakeup",
                                          "message_passing", "atomic_sections"}) {
            INFO(program << " by " << name_of(strategy));
            auto const settings = search(strategy, true);
            auto const one = answer(settings, 1, program, {});
            CHECK(answer(settings, 2, program, {}) == one);
            CHECK(answer(settings, 3, program, {}) == one);
        }
    }
}

TEST_CASE("A search at random has the same executions with several processes") {
    auto const settings = search(Strategy::random, false);
    auto const one = answer(settings, 1, "generated", {"7"});
    CHECK(one.executions == settings.executions);
    CHECK(answer(settings, 3, "generated", {"7"}) == one);
}

TEST_CASE("A tree of tens of thousands of orders is divided, and none is run twice by depth first") {
    Settings settings;
    settings.strategy = Strategy::depth_first;
    auto const result = [&](int jobs) {
        settings.jobs = jobs;
        return explore(explored("philosophers"), {"3"}, settings);
    };
    CHECK(result(3).searches.front().executions == result(1).searches.front().executions);
}
