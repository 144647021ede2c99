// Workers that are processes.

#include <sys/wait.h>

#include <catch2/catch_all.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "setting.hpp"
#include "strategies.hpp"

using namespace fl;

namespace {

std::vector<pid_t> children() {
    std::vector<pid_t> found;
    for (auto const& task : std::filesystem::directory_iterator{"/proc/self/task"}) {
        std::ifstream list{task.path() / "children"};
        for (pid_t child = 0; list >> child;)
            found.push_back(child);
    }
    return found;
}

}  // namespace

TEST_CASE("processes give the bits of the sequential executor, however many they are") {
    auto const setting = GENERATE(as<Setting (*)()>{}, small_logistic, lenet_by_autograd, lenet_by_kernels)();
    auto const course = setting.course();
    std::vector<RoundReport> expected_reports;
    auto const expected = setting.run(*sequential_executor(course), &expected_reports);
    for (std::size_t const workers : {1U, 2U, 3U}) {
        CAPTURE(setting.model->name(), workers);
        std::vector<RoundReport> reports;
        CHECK(setting.run(*processes_executor(course, workers), &reports) == expected);
        CHECK(children().empty());
        REQUIRE(reports.size() == expected_reports.size());
        for (std::size_t i = 0; i < reports.size(); ++i) {
            CHECK(reports[i].training.loss == expected_reports[i].training.loss);
            CHECK(reports[i].test.loss == expected_reports[i].test.loss);
        }
    }
}

TEST_CASE("every strategy gives the same bits in processes: what clients keep and the server remembers reaches them") {
    auto setting = small_logistic();
    auto const course = setting.course();
    auto const sequential = sequential_executor(course);
    auto const processes = processes_executor(course, 2);
    for (auto const& make : every_strategy) {
        setting.strategy = make();
        CAPTURE(setting.strategy->name());
        CHECK(setting.run(*processes) == setting.run(*sequential));
    }
}

TEST_CASE("a worker that is killed ends the run with an error that says so, and the next run has new ones") {
    auto const setting = small_logistic();
    auto const course = setting.course();
    auto const processes = processes_executor(course, 3);
    auto const kill_one = [](RoundReport const& report) {
        if (report.round == 1) ::kill(children().at(1), SIGKILL);
    };
    CHECK_THROWS_WITH(simulate(course, setting.federation, *setting.strategy, setting.split.test, *processes, kill_one),
                      Catch::Matchers::ContainsSubstring("ended by signal 9"));
    CHECK(children().empty());
    CHECK(setting.run(*processes) == setting.run(*sequential_executor(course)));
}

TEST_CASE("a loss that is not a number in a process is the same error as in a thread") {
    auto setting = small_logistic();
    setting.local.learning_rate = 1e30F;
    CHECK_THROWS_AS(setting.run(*processes_executor(setting.course(), 3)), NotSummable);
    CHECK(children().empty());
}

TEST_CASE("processes are not forked from a process that has threads") {
    auto const setting = small_logistic();
    auto const threads = threads_executor(setting.course(), 1);
    CHECK_THROWS_AS(setting.run(*processes_executor(setting.course(), 2)), std::logic_error);
    CHECK_THROWS_AS(processes_executor(setting.course(), 0), std::invalid_argument);
}
