// What a long search tells on its way, and how it is stopped.

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "explored.hpp"

using namespace hb::explore;

namespace {

/// Without an end that anybody would wait for.
Settings endless(Strategy strategy, int jobs) {
    Settings settings;
    settings.strategy = strategy;
    settings.jobs = jobs;
    settings.executions = 1'000'000'000'000;
    settings.time_limit = std::chrono::seconds{0};
    return settings;
}

/// Interrupts the search as soon as it has told something so many times.
Result interrupted(Settings settings, int reports, std::vector<Progress>& told) {
    settings.on_progress = [&told](Progress const& progress) { told.push_back(progress); };
    settings.interrupts = [&told, reports] { return told.size() >= static_cast<std::size_t>(reports) ? 1 : 0; };
    return explore(explored("ends"), {"many schedules"}, settings);
}

}  // namespace

TEST_CASE("A search that is interrupted tells what it has seen, and proves nothing") {
    for (auto const strategy : {Strategy::random, Strategy::depth_first, Strategy::dpor}) {
        for (auto const jobs : {1, 3}) {
            INFO(name_of(strategy) << " with " << jobs << " processes");
            std::vector<Progress> told;
            auto const result = interrupted(endless(strategy, jobs), 1, told);
            CHECK(result.error.empty());
            CHECK(result.interrupted);
            CHECK_FALSE(result.proved());
            REQUIRE(result.searches.size() == 1);
            CHECK(result.searches.front().executions >= told.back().executions);
            CHECK(result.searches.front().executions > 0);
            CHECK_FALSE(result.searches.front().outcomes.empty());
            auto const json = nlohmann::json::parse(to_json(result));
            CHECK(json["interrupted"] == true);
            CHECK(to_text(result).find("Interrupted") != std::string::npos);
        }
    }
}

TEST_CASE("A search that comes to its end was not interrupted") {
    CHECK_FALSE(depth_first("mutex_sections", -1).interrupted);
}

TEST_CASE("Progress never goes back: executions, time, and the share of the tree") {
    for (auto const strategy : {Strategy::depth_first, Strategy::dpor}) {
        for (auto const jobs : {1, 2}) {
            if (strategy == Strategy::dpor && jobs > 1) continue;  // several of them know no share
            INFO(name_of(strategy) << " with " << jobs << " processes");
            std::vector<Progress> told;
            (void)interrupted(endless(strategy, jobs), 5, told);
            REQUIRE(told.size() >= 5);
            for (std::size_t index = 1; index < told.size(); ++index) {
                CHECK(told[index].executions >= told[index - 1].executions);
                CHECK(told[index].time >= told[index - 1].time);
                REQUIRE(told[index].share.has_value());
                CHECK(*told[index].share >= *told[index - 1].share);
            }
            CHECK(*told.back().share >= 0);
            CHECK(*told.back().share < 1);
        }
    }
}

TEST_CASE("A search at random has no tree of which it could be a share") {
    std::vector<Progress> told;
    (void)interrupted(endless(Strategy::random, 1), 1, told);
    CHECK_FALSE(told.front().share.has_value());
}

TEST_CASE("By depth first the share that is told last is near the share that was run") {
    // Four sections for each of three threads: 126,126 schedules, of which two thirds are run.
    for (auto const jobs : {1, 2}) {
        INFO(jobs << " processes");
        auto settings = endless(Strategy::depth_first, jobs);
        settings.executions = 84'084;
        std::vector<Progress> told;
        settings.on_progress = [&told](Progress const& progress) { told.push_back(progress); };
        auto const result = explore(explored("mutex_sections"), {"4"}, settings);
        CHECK_FALSE(result.searches.front().exhausted);
        if (told.empty()) continue;  // it took less than a fifth of a second
        auto const run = static_cast<double>(told.back().executions) / 126'126;
        CHECK(*told.back().share > run / 3);
        CHECK(*told.back().share < (1 + run) / 2);
    }
}

TEST_CASE("A program that hangs is killed when it is interrupted twice") {
    auto settings = endless(Strategy::random, 1);
    auto asked = 0;
    settings.interrupts = [&asked] { return asked++ < 5 ? 0 : 2; };
    auto const result = explore(explored("ends"), {"blocking read"}, settings);
    CHECK(result.interrupted);
    CHECK(result.error.find("interrupted, and killed") != std::string::npos);
}

TEST_CASE("What is told of a search fits on a line") {
    Progress progress{"consequence", 23'456'789'012, 0, std::chrono::hours{100}, 0.999999};
    CHECK(to_text(progress) == "consequence: 23456789012 executions, 65157 a second, about 99 % of all");
    progress.share = 0.0001;
    CHECK(to_text(progress).ends_with("about less than 1 % of all"));
    CHECK(to_text(progress).size() < 80);
    progress.share.reset();
    CHECK(to_text(progress).ends_with("a second"));
}
