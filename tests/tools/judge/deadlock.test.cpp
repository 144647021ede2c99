#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "grade/verdict.hpp"
#include "judge/error.hpp"
#include "judge/evidence_json.hpp"
#include "judge/races.hpp"
#include "judge/run_tool.hpp"
#include "judge/src/deadlock.hpp"
#include "judge/src/process_tree.hpp"
#include "judge/subject_process.hpp"

using namespace hb::judge;
using std::chrono::milliseconds;

namespace {

/// What the judge says of a scenario in which threads wait for ever, on one line.
[[nodiscard]] std::string seen(std::string const& scenario, std::string_view outcome = "deadlocked",
                               milliseconds time = milliseconds{60'000}) {
    Launch launch;
    launch.executable = HB_DEADLOCKS_PLAIN;
    launch.limits.time = time;
    auto const exchange = ask_once(launch, scenario, {});
    CHECK(name_of(exchange.outcome) == outcome);
    auto const lines = std::ranges::count(exchange.detail, '\n');
    CHECK(lines <= (outcome == "timed out" ? 13 : 12));
    std::string text;
    for (std::size_t at = 0; at < exchange.detail.size();) {
        auto const end = std::min(exchange.detail.find('\n', at), exchange.detail.size());
        CHECK(end - at <= 74);
        at = end + 1;
    }
    for (char const c : exchange.detail) {
        bool const space = c == ' ' || c == '\n';
        if (!space || !text.ends_with(' ')) text += space ? ' ' : c;
    }
    return text;
}

[[nodiscard]] bool says(std::string const& text, std::string_view words) {
    return text.find(words) != std::string::npos;
}

/// The picture needs gdb with Python and the right to look into other processes; without, the stacks say less.
void skip_without_gdb() {
    try {
        auto const gdb = run_tool({"gdb", "-nx", "-batch", "-ex", "python print(6 * 7)"});
        if (gdb.out.find("42") == std::string::npos) SKIP("gdb has no Python");
    } catch (hb::UserError const& error) {
        SKIP(error.what());
    }
}

}  // namespace

TEST_CASE("Two mutexes in two orders: who holds what since where, and who waits where", "[deadlock]") {
    skip_without_gdb();
    auto const text = seen("two_orders");
    CAPTURE(text);
    CHECK(says(text, "Thread 2 waits for a mutex that thread 3 holds (locked at deadlocks.hpp:"));
    CHECK(says(text, "Thread 3 waits for a mutex that thread 2 holds (locked at deadlocks.hpp:"));
    CHECK(says(text, "std::lock_guard const hold_to(to.lock);"));
    CHECK(says(text, "The main thread waits for the end of thread 2 (join):"));
    CHECK(says(text, "Thread 2 waits for thread 3, which waits for thread 2: a circle, so none of them can go on."));
}

TEST_CASE("A circle of three is a circle", "[deadlock]") {
    skip_without_gdb();
    auto const text = seen("three_orders");
    CAPTURE(text);
    CHECK(says(text, "Thread 2 waits for thread 3, which waits for thread 4, which waits for thread 2: a circle"));
}

TEST_CASE("A mutex locked twice by one thread", "[deadlock]") {
    skip_without_gdb();
    auto const text = seen("twice");
    CAPTURE(text);
    CHECK(says(text, "The main thread waits for a mutex that it holds itself (locked at deadlocks.hpp:"));
    CHECK(says(text, "std::lock_guard const hold(account.lock);"));
    CHECK(says(text, "A thread that locks a mutex which it holds already waits for itself."));
}

TEST_CASE("A mutex whose owner has ended", "[deadlock]") {
    skip_without_gdb();
    auto const text = seen("never_unlocked");
    CAPTURE(text);
    CHECK(says(text, "waits for a mutex that a thread holds which has ended"));
    CHECK(says(text, "the thread that locked it has ended without unlocking it."));
}

TEST_CASE("Shared mutexes: writers wait for readers, readers for writers", "[deadlock]") {
    skip_without_gdb();
    auto const readers = seen("readers");
    CAPTURE(readers);
    CHECK(says(readers, "The main thread waits to lock a shared mutex for writing that thread 2 holds (locked at"));
    CHECK(says(readers, "lock.lock(); // writes"));
    CHECK(says(readers, "Thread 2 waits for the value of a future:"));
    auto const writer = seen("writer");
    CAPTURE(writer);
    CHECK(says(writer, "Thread 2 waits to lock a shared mutex for reading that the main thread holds (locked at"));
    CHECK(says(writer, "a circle, so none of them can go on."));
}

TEST_CASE("Threads that wait at one place are named together, and nobody is left to notify", "[deadlock]") {
    skip_without_gdb();
    auto const text = seen("lost_wakeup");
    CAPTURE(text);
    CHECK(says(text, "Threads 2, 3, 4 and 5 wait for a notification of a condition variable:"));
    CHECK(says(text, "changed.wait(hold, [&] { return ready; });"));
    CHECK(says(text, "No thread is left that could notify: the notification was lost, or is never sent."));
}

TEST_CASE("Futures, latches, barriers, semaphores and atomics each have their words", "[deadlock]") {
    skip_without_gdb();
    CHECK(says(seen("no_value"), "waits for the value of a future: deadlocks.hpp:"));
    CHECK(says(seen("latch"), "Thread 2 waits at a latch: deadlocks.hpp:"));
    CHECK(says(seen("barrier"), "The main thread waits at a barrier: deadlocks.hpp:"));
    CHECK(says(seen("semaphore"), "No thread is left that could release it."));
    CHECK(says(seen("atomic"), "The main thread waits for an atomic variable to change: deadlocks.hpp:"));
}

TEST_CASE("Where one thread runs on, the others' circle is shown after the time is up", "[deadlock]") {
    skip_without_gdb();
    auto const text = seen("one_runs_on", "timed out", milliseconds{1'000});
    CAPTURE(text);
    CHECK(text.starts_with("after 1 s "));
    CHECK(says(text, "which waits for thread"));
    CHECK(says(text, "Thread 2 runs: deadlocks.hpp:"));
}

TEST_CASE("More places than fit are counted", "[deadlock]") {
    skip_without_gdb();
    auto const text = seen("many");
    CAPTURE(text);
    CHECK(says(text, "more places where threads wait."));
    // Which circle is told depends on which thread started first.
    CHECK((says(text, "a circle, so none of them can go on.") || says(text, "waits for itself.")));
}

TEST_CASE("Under ThreadSanitizer a deadlock looks the same, without its own thread", "[deadlock]") {
    skip_without_gdb();
    Launch launch;
    launch.executable = HB_DEADLOCKS_TSAN;
    launch.tsan_options = tsan_options(HB_SYMBOLIZER);
    auto const evidence = observe_races(launch, "two_orders", std::vector<hb::subject::Values>(1), 1);
    auto const& exchange = evidence.runs.front().exchange;
    CAPTURE(exchange.detail);
    CHECK(exchange.outcome == Outcome::deadlocked);
    CHECK(says(exchange.detail, "Thread 2 waits for thread 3, which waits for thread 2: a circle"));
}

TEST_CASE(
    "In a namespace of its own a process knows its threads by other numbers, and the circle is found all the same",
    "[deadlock]") {
    skip_without_gdb();
    if (std::system("bwrap --unshare-user --unshare-pid --dev-bind / / --proc /proc true 2>/dev/null") != 0) {
        SKIP("bwrap cannot make a namespace of process numbers here");
    }
    std::vector<char const*> const command{
        "bwrap", "--unshare-user", "--unshare-pid", "--die-with-parent", "--dev-bind", "/",
        "/",     "--proc",         "/proc",         HB_DEADLOCKS_PLAIN,  "two_orders", nullptr};
    pid_t bwrap = -1;
    REQUIRE(::posix_spawnp(&bwrap, command[0], nullptr, nullptr, const_cast<char* const*>(command.data()), environ) ==
            0);
    auto const subject = [&]() -> pid_t {
        for (auto const process : descendants(bwrap)) {
            std::error_code gone;
            if (std::filesystem::equivalent("/proc/" + std::to_string(process) + "/exe", HB_DEADLOCKS_PLAIN, gone))
                return process;
        }
        return 0;
    };
    auto const end = std::chrono::steady_clock::now() + std::chrono::seconds{60};
    bool blocked = false;
    while (!blocked && std::chrono::steady_clock::now() < end)
        blocked = subject() != 0 && look_at_threads(subject(), false) == Threads::blocked_for_ever;
    CHECK(blocked);
    auto const text = describe_threads(subject());
    CAPTURE(text);
    CHECK(says(text, "Thread 2 waits for thread 3, which waits for thread 2: a circle"));
    ::kill(subject(), SIGKILL);
    int status = 0;
    ::waitpid(bwrap, &status, 0);
}

TEST_CASE("Without gdb each thread is listed, with where the kernel says that it waits", "[deadlock]") {
    std::vector<char const*> const command{HB_DEADLOCKS_PLAIN, "two_orders", nullptr};
    pid_t subject = -1;
    REQUIRE(::posix_spawn(&subject, command[0], nullptr, nullptr, const_cast<char* const*>(command.data()), environ) ==
            0);
    auto const end = std::chrono::steady_clock::now() + std::chrono::seconds{60};
    bool blocked = false;
    while (!blocked && std::chrono::steady_clock::now() < end)
        blocked = threads_of(subject).size() == 3 && look_at_threads(subject, false) == Threads::blocked_for_ever;
    CHECK(blocked);

    auto const* search_path = std::getenv("PATH");
    REQUIRE(search_path != nullptr);
    std::string const path = search_path;
    ::setenv("PATH", "/proc/self", 1);  // where no program is
    auto const text = describe_threads(subject);
    ::setenv("PATH", path.c_str(), 1);
    CAPTURE(text);
    CHECK(std::ranges::count(text, '\n') == 3);
    for (auto const thread : threads_of(subject)) {
        std::ifstream file{fmt::format("/proc/{0}/task/{1}/wchan", subject, thread)};
        std::string where;
        file >> where;
        CHECK((where.empty() || where == "0" || says(where, "futex")));  // "0" from a kernel that does not tell
        CHECK(
            says(text, fmt::format("Thread {} waits in the kernel: {}\n", thread, where.empty() ? "unknown" : where)));
    }
    ::kill(subject, SIGKILL);
    int status = 0;
    ::waitpid(subject, &status, 0);
}

TEST_CASE("The verdict shows the picture below its sentence", "[deadlock]") {
    Exchange exchange;
    exchange.scenario = "transfer";
    exchange.outcome = Outcome::deadlocked;
    exchange.detail = "Thread 2 waits.\nThread 3 waits.\n";
    ValuesEvidence evidence;
    evidence.exchanges = {exchange};
    CHECK(hb::grade::verdict_of(evidence).details ==
          std::vector<std::string>{"transfer", "Thread 2 waits.", "Thread 3 waits."});

    evidence.exchanges[0].outcome = Outcome::timed_out;
    evidence.exchanges[0].detail = "after 10 s\nThread 2 runs.\n";
    auto const verdict = hb::grade::verdict_of(evidence);
    CHECK(verdict.sentence == "No answer after 10 s.");
    CHECK(verdict.details == std::vector<std::string>{"transfer", "Thread 2 runs."});
    evidence.exchanges[0].detail = "after 10 s";
    CHECK(hb::grade::verdict_of(evidence).details == std::vector<std::string>{"transfer"});
}
