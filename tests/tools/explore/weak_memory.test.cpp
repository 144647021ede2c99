// Under weak memory the explorer sees the outcomes that C++20 allows, no other ones, and all but those that no order of
// steps explains.

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <cstdlib>
#include <iostream>
#include <random>
#include <set>

#include "axiomatic.hpp"
#include "explored.hpp"

using namespace hb::explore;

namespace {

using Texts = std::set<std::string>;

struct Seen {
    Texts outcomes;
    std::uint64_t executions = 0;
    bool exhausted = false;
};

Seen search(std::string const& litmus, Strategy strategy, bool weak = true, int jobs = 1) {
    Settings settings;
    settings.strategy = strategy;
    settings.weak_memory = weak;
    settings.executions = 20'000;
    settings.jobs = jobs;
    auto const result = explore(explored("litmus"), {litmus}, settings);
    INFO(litmus);
    REQUIRE(result.error.empty());
    REQUIRE(result.failures.empty());
    auto const& only = result.searches.front();
    Seen seen{{}, only.executions, only.exhausted};
    for (auto const& outcome : only.outcomes)
        seen.outcomes.insert(outcome.output);
    return seen;
}

/// What the operations read, without the last values.
Texts reads(Texts const& outcomes) {
    Texts result;
    for (auto const& outcome : outcomes)
        result.insert(outcome.substr(0, outcome.find(" |")));
    return result;
}

struct Named {
    char const* name;
    std::string litmus;
    char const* weakest;       // what the reads give in the outcome that the test is about
    bool allowed;              // by C++20 and here
    std::uint64_t executions;  // that partial-order reduction needs
};

std::vector<Named> const named{
    {"store buffering, relaxed", "Sx1r Ly0r/Sy1r Lx0r", "0 0", true, 5},
    {"store buffering, release and acquire", "Sx1l Ly0a/Sy1l Lx0a", "0 0", true, 5},
    {"store buffering, sequentially consistent", "Sx1s Ly0s/Sy1s Lx0s", "0 0", false, 3},
    {"store buffering, fences", "Sx1r Fx0s Ly0r/Sy1r Fx0s Lx0r", "0 0", false, 4},
    {"store buffering, one fence", "Sx1r Fx0s Ly0r/Sy1r Lx0r", "0 0", true, 5},
    {"message passing, relaxed", "Sx1r Sy1r/Ly0r Lx0r", "1 0", true, 4},
    {"message passing, release and acquire", "Sx1r Sy1l/Ly0a Lx0r", "1 0", false, 3},
    {"message passing, release and relaxed", "Sx1r Sy1l/Ly0r Lx0r", "1 0", true, 4},
    {"message passing, fences", "Sx1r Fx0l Sy1r/Ly0r Fx0a Lx0r", "1 0", false, 3},
    {"message passing through an update", "Sx1r Sy1l/Ay1r/Ly0a Lx0r", "1 2 0", false, 0},
    {"a relaxed store ends a release sequence", "Sx1r Sy1l Sy2r/Ly0a Lx0r", "2 0", true, 0},
    {"coherence of reads", "Sx1r/Lx0r Lx0r", "1 0", false, 3},
    {"independent reads, release and acquire", "Sx1l/Sy1l/Lx0a Ly0a/Ly0a Lx0a", "1 0 1 0", true, 0},
    {"independent reads, sequentially consistent", "Sx1s/Sy1s/Lx0s Ly0s/Ly0s Lx0s", "1 0 1 0", false, 15},
    {"independent reads, stores are relaxed", "Sx1r/Sy1r/Lx0s Ly0s/Ly0s Lx0s", "1 0 1 0", false, 0},
    {"independent reads, fences", "Sx1r/Sy1r/Lx0r Fx0s Ly0r/Ly0r Fx0s Lx0r", "1 0 1 0", false, 0},
    {"a compare_exchange fails with an old value", "Sx1r Sx0r Sy1r/Ly0r Cx2r", "1 1", true, 0},
};

class Generator {
public:
    explicit Generator(std::uint64_t seed) : random_{seed} {}

    std::string litmus() {
        std::string text;
        auto const threads = 2 + below(2);
        for (std::size_t thread = 0; thread < threads; ++thread) {
            auto const operations = threads == 2 ? 2 + below(2) : 1 + below(3);
            for (std::size_t index = 0; index < operations; ++index)
                text += (index > 0 ? " " : text.empty() ? "" : "/") + operation();
        }
        return text;
    }

private:
    std::size_t below(std::size_t bound) { return random_() % bound; }
    char one_of(std::string const& letters) { return letters[below(letters.size())]; }

    std::string operation() {
        auto const kind = one_of("LLLLLSSSSSACF");
        auto const order = kind == 'L'   ? one_of("rrras")
                           : kind == 'S' ? one_of("rrrls")
                           : kind == 'F' ? one_of("alqss")
                                         : one_of("ralqs");
        return {kind, one_of("xy"), static_cast<char>('1' + below(2)), order};
    }

    std::mt19937_64 random_;
};

/// HB_GENERATED_LITMUS: how many; more of them at night.
std::uint64_t programs() {
    auto const* const wanted = std::getenv("HB_GENERATED_LITMUS");
    return wanted != nullptr ? std::strtoull(wanted, nullptr, 10) : 150;
}

}  // namespace

TEST_CASE("Loads read what C++20 allows in the well-known litmus tests") {
    auto const& one = GENERATE(from_range(named));
    INFO(one.name);
    auto const found = search(one.litmus, Strategy::dpor);
    INFO(found.executions << " executions");
    CHECK(found.exhausted);
    CHECK(found.outcomes == allowed_outcomes(one.litmus));
    CHECK(reads(found.outcomes).contains(one.weakest) == one.allowed);
    if (one.executions > 0) CHECK(found.executions == one.executions);
    CHECK_FALSE(reads(search(one.litmus, Strategy::dpor, false).outcomes).contains(one.weakest));
}

TEST_CASE("What no order of steps explains is not seen under weak memory") {
    auto const load_buffering = reads(search("Lx0r Sy1r/Ly0r Sx1r", Strategy::dpor).outcomes);
    CHECK(load_buffering == Texts{"0 0", "0 1", "1 0"});
    auto const two_stores_each = search("Sx1r Sy2r/Sy1r Sx2r", Strategy::dpor).outcomes;
    CHECK_FALSE(two_stores_each.contains("| 1 1"));
}

TEST_CASE("Generated litmus tests have the outcomes of an enumeration by the axioms", "[generated]") {
    constexpr std::uint64_t seed = 20261122;
    std::cout << "litmus tests from seed " << seed << '\n';
    Generator generator{seed};
    std::uint64_t by_depth_first = 0;
    std::uint64_t weaker = 0;
    for (std::uint64_t number = 0; number < programs(); ++number) {
        auto const litmus = generator.litmus();
        auto const allowed = allowed_outcomes(litmus);
        auto const found = search(litmus, Strategy::dpor);
        INFO("litmus test " << litmus);
        CHECK(found.exhausted);
        CHECK(found.outcomes == allowed);
        if (number % 8 == 0) {
            auto const all = search(litmus, Strategy::depth_first);
            if (all.exhausted) CHECK(all.outcomes == allowed);
            by_depth_first += all.exhausted ? 1 : 0;
        }
        if (search(litmus, Strategy::dpor, false).outcomes != allowed) ++weaker;
    }
    std::cout << programs() << " litmus tests, " << weaker << " with outcomes beyond sequential consistency, "
              << by_depth_first << " by depth first too\n";
    CHECK(weaker > programs() / 20);
    CHECK(by_depth_first > 0);
}

TEST_CASE("Several processes see the same older values") {
    for (auto const& one : named) {
        INFO(one.name);
        auto const allowed = allowed_outcomes(one.litmus);
        CHECK(search(one.litmus, Strategy::dpor, true, 2).outcomes == allowed);
        auto const all = search(one.litmus, Strategy::depth_first, true, 3);
        if (all.exhausted) CHECK(all.outcomes == allowed);
    }
}

TEST_CASE("Peterson's lock fails with acquire and release, under weak memory only") {
    struct Case {
        char const* program;
        bool weak;
        bool right;
    };
    auto const one =
        GENERATE(Case{"peterson", false, true}, Case{"peterson", true, true},
                 Case{"peterson_acquire_release", false, true}, Case{"peterson_acquire_release", true, false});
    INFO(one.program << (one.weak ? " under weak memory" : ""));
    Settings settings;
    settings.strategy = Strategy::dpor;
    settings.weak_memory = one.weak;
    auto const result = explore(explored(one.program), {}, settings);
    INFO(to_text(result));
    CHECK(result.proved() == one.right);
    if (one.right) return;
    REQUIRE(result.failures.size() == 2);
    CHECK(result.failures[0].ending == Ending::data_race);
    CHECK(result.failures[1].ending == Ending::assertion);  // its consequence: an addition is lost
    CHECK(result.failures[1].replayed);
    auto const shown = to_text(result.failures[1]);
    CHECK(shown.find("(an older value)") != std::string::npos);
}

TEST_CASE("A schedule with older values replays") {
    Settings settings;
    settings.strategy = Strategy::dpor;
    settings.weak_memory = true;
    auto const found = explore(explored("litmus"), {"Sx1r Ly0r/Sy1r Lx0r"}, settings);
    REQUIRE(found.error.empty());
    auto replayed = 0;
    for (auto const& outcome : found.searches.front().outcomes) {
        Settings again;
        again.schedule = parse_schedule(outcome.schedule);
        again.repeats = 1000;
        REQUIRE(again.schedule);
        CHECK(again.schedule->weak_memory);
        auto const result = explore(explored("litmus"), {"Sx1r Ly0r/Sy1r Lx0r"}, again);
        REQUIRE(result.searches.front().outcomes.size() == 1);
        CHECK(result.searches.front().outcomes.front().output == outcome.output);
        CHECK(result.searches.front().outcomes.front().count == 1000);
        ++replayed;
    }
    CHECK(replayed == 4);
}
