#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <filesystem>
#include <fstream>
#include <string>

#include "judge/error.hpp"
#include "judge/evidence_json.hpp"
#include "judge/races.hpp"
#include "judge/subject_process.hpp"
#include "protections.hpp"

using namespace hb::judge;
namespace fs = std::filesystem;

namespace {

Launch misbehaving() {
    Launch launch;
    launch.executable = HB_MISBEHAVIOUR_PLAIN;
    launch.limits.time = std::chrono::milliseconds{60'000};
    launch.limits.memory_bytes = std::uint64_t{200} << 20U;
    launch.limits.disk_bytes = std::uint64_t{8} << 20U;
    return launch;
}

hb::subject::Value reply(Exchange const& exchange, char const* name) {
    CAPTURE(exchange.detail, exchange.output);
    REQUIRE(name_of(exchange.outcome) == "answered");
    return *hb::subject::find(exchange.reply, name);
}

/// A socket that listens on this machine.
class Listener {
public:
    Listener() {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        REQUIRE(::bind(socket_, reinterpret_cast<sockaddr*>(&address), size) == 0);
        REQUIRE(::listen(socket_, 1) == 0);
        REQUIRE(::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
        port_ = ::ntohs(address.sin_port);
    }
    ~Listener() { ::close(socket_); }
    Listener(Listener const&) = delete;
    Listener& operator=(Listener const&) = delete;

    [[nodiscard]] std::int64_t port() const { return port_; }
    [[nodiscard]] bool somebody_came() const { return ::accept(socket_, nullptr, nullptr) >= 0; }

private:
    int socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    std::int64_t port_ = 0;
};

/// A file in the checkout, which is not the subject's business.
fs::path private_file() {
    fs::create_directories(HB_TEST_TMPDIR);
    auto const file = fs::path{HB_TEST_TMPDIR} / "private";
    std::ofstream{file} << "secret";
    return file;
}

}  // namespace

TEST_CASE("trying which protections start leaves no process behind", "[containment]") {
    // First of all tests that use one: each protection is tried once in the life of a process.
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    REQUIRE_FALSE(protections(true).empty());
    CHECK(children() == 0);
}

TEST_CASE("what uses up the machine has an outcome of its own under every protection, and leaves nothing running",
          "[containment]") {
    auto const protection = GENERATE(from_range(protections(true)));
    Under const under{protection};
    struct Case {
        std::string scenario;
        hb::subject::Values arguments;
        std::string outcome;
        std::string detail;
    };
    auto const expected =
        GENERATE(Case{"forks_without_end", {}, "out of processes", "more than 64 processes"},
                 Case{"forks_without_end", {{"sessions", 1}}, "out of processes", "more than 64 processes"},
                 Case{"forks_away", {}, "out of processes", "more than 64 processes"},
                 Case{"starts_threads_without_end", {}, "out of threads", "more than 512 threads"},
                 Case{"eats_memory", {}, "out of memory", "more than 200 MiB"},
                 Case{"eats_memory_together", {}, "out of memory", "more than 200 MiB"},
                 Case{"writes_files", {}, "out of disk", "more than 8 MiB"},
                 Case{"writes_files", {{"bytes", 1}}, "out of disk", "more than 1000 files"},
                 Case{"writes_one_file", {}, "out of disk", "more than 8 MiB"});
    CAPTURE(protection, expected.scenario);
    auto const exchange = ask_once(misbehaving(), expected.scenario, expected.arguments);
    CHECK(name_of(exchange.outcome) == expected.outcome);
    CHECK(exchange.detail.find(expected.detail) != std::string::npos);
    CHECK(children() == 0);
}

TEST_CASE("the kernel's own limit on processes binds under bubblewrap, root too", "[containment]") {
    if (!obstacle(Protection::bubblewrap).empty()) SKIP(obstacle(Protection::bubblewrap));
    Under const under{"bubblewrap"};
    auto launch = misbehaving();
    launch.limits.processes = 100'000;  // so that the judge's watch does not come first
    launch.limits.memory_bytes = std::uint64_t{8} << 30U;
    auto const started = reply(ask_once(launch, "forks_until_refused", {}), "started");
    CHECK(std::get<std::int64_t>(started) < 1024);
    CHECK(children() == 0);
}

TEST_CASE("under bubblewrap an answer does not run as root", "[containment]") {
    if (!obstacle(Protection::bubblewrap).empty()) SKIP(obstacle(Protection::bubblewrap));
    Under const under{"bubblewrap"};
    CHECK(reply(ask_once(misbehaving(), "tells_its_user", {}), "user") != hb::subject::Value{0});
}

TEST_CASE("files without a name fill nothing but the memory disk that bubblewrap gives", "[containment]") {
    if (!obstacle(Protection::bubblewrap).empty()) SKIP(obstacle(Protection::bubblewrap));
    Under const under{"bubblewrap"};
    auto const exchange = ask_once(misbehaving(), "writes_files", {{"named", 0}});
    CHECK(name_of(exchange.outcome) == "out of disk");
}

TEST_CASE("nothing can be written outside of the subject's folder", "[containment]") {
    auto const protection = GENERATE(from_range(protections(false)));
    CAPTURE(protection);
    auto const secret = private_file();
    auto const beside = secret.parent_path() / ("written-" + std::to_string(::getpid()));
    auto const error_of = [](fs::path const& path) {
        return reply(ask_once(misbehaving(), "writes", {{"path", path.string()}}), "error");
    };
    {
        Under const under{protection};
        for (auto const& folder :
             {beside.parent_path(), fs::path{"/tmp"}, fs::path{"/var/tmp"}, fs::path{"/dev/shm"}}) {
            auto const path = folder / beside.filename();
            CAPTURE(path);
            CHECK(error_of(path) != hb::subject::Value{0});
            CHECK_FALSE(fs::exists(path));
        }
        CHECK(error_of(secret) != hb::subject::Value{0});
        std::ifstream unchanged{secret};
        CHECK(unchanged.get() == 's');
        CHECK(error_of("its_own") == hb::subject::Value{0});
    }
    Under const nothing{"none"};
    CHECK(error_of(beside) == hb::subject::Value{0});
    CHECK(fs::remove(beside));
}

TEST_CASE("private files cannot be read, and the system's can", "[containment]") {
    auto const protection = GENERATE(from_range(protections(false)));
    Under const under{protection};
    CAPTURE(protection);
    auto const secret = private_file();
    CHECK(reply(ask_once(misbehaving(), "reads", {{"path", secret.string()}}), "error") != hb::subject::Value{0});
    CHECK(reply(ask_once(misbehaving(), "reads", {{"path", "/etc/passwd"}}), "error") == hb::subject::Value{0});
    Under const nothing{"none"};
    CHECK(reply(ask_once(misbehaving(), "reads", {{"path", secret.string()}}), "error") == hb::subject::Value{0});
}

TEST_CASE("no connection leaves the subject", "[containment]") {
    auto const protection = GENERATE(from_range(protections(false)));
    CAPTURE(protection);
    Listener const listener;
    {
        Under const under{protection};
        auto const exchange = ask_once(misbehaving(), "connects", {{"port", listener.port()}});
        CHECK(reply(exchange, "error") != hb::subject::Value{0});
        CHECK_FALSE(listener.somebody_came());
    }
    Under const nothing{"none"};
    CHECK(reply(ask_once(misbehaving(), "connects", {{"port", listener.port()}}), "error") == hb::subject::Value{0});
    CHECK(listener.somebody_came());
}

TEST_CASE("a subject that kills whatever it can reaches nobody", "[containment]") {
    auto const protection = GENERATE(from_range(protections(false)));
    Under const under{protection};
    CAPTURE(protection);
    SubjectProcess bystander{misbehaving()};
    auto const exchange = ask_once(misbehaving(), "kills_all", {{"judge", std::int64_t{::getpid()}}});
    CHECK(reply(exchange, "reached") == hb::subject::Value{0});
    CHECK(name_of(bystander.ask("honest", {}).outcome) == "answered");
}

TEST_CASE("a run under ThreadSanitizer is clean, or shows its race, under every protection", "[containment]") {
    auto const protection = GENERATE(from_range(protections(true)));
    Under const under{protection};
    CAPTURE(protection);
    Launch launch;
    launch.executable = HB_MISBEHAVIOUR_TSAN;
    launch.tsan_options = tsan_options(HB_SYMBOLIZER);
    auto const run = [&launch](char const* scenario) {
        return observe_races(launch, scenario, std::vector<hb::subject::Values>(1), 1).runs.front();
    };
    auto const honest = run("honest");
    CAPTURE(honest.exchange.detail, honest.exit_status, honest.canaries_before, honest.canaries_after);
    CHECK(clean(honest));
    auto const racy = run("races");
    REQUIRE(racy.reports.size() == 1);
    CHECK(run("forks_a_race").other_processes);
    CHECK(run("forks").other_processes);
    CHECK(name_of(run("deadlocks").exchange.outcome) == "deadlocked");
    CHECK(children() == 0);
}

TEST_CASE("a subject that leaves its process group is stopped all the same", "[containment]") {
    auto const protection = GENERATE(from_range(protections(true)));
    Under const under{protection};
    CAPTURE(protection);
    SubjectProcess subject{misbehaving()};
    CHECK(reply(subject.ask("leaves_its_group", {}), "number") == hb::subject::Value{1});
    SubjectProcess clock{misbehaving()};
    auto const used_meanwhile = [&] {
        auto const before = subject.cpu_seconds();
        (void)clock.ask("works", {{"rounds", 20'000'000}});
        return subject.cpu_seconds() - before;
    };
    CHECK(used_meanwhile() > 0.001);
    subject.pause();
    CHECK(used_meanwhile() < 0.001);  // a thread shows its stop microseconds before it stops
}

TEST_CASE("a protection that is no protection is an error that names those there are", "[containment]") {
    Under const under{"chains"};
    try {
        (void)protection();
        FAIL("accepted");
    } catch (hb::UserError const& error) {
        CHECK(std::string{error.what()} == "HB_CONTAINMENT=chains names no protection.");
        CHECK(error.mend().find("bubblewrap, landlock, none") != std::string::npos);
    }
}

TEST_CASE("without a choice the strongest protection that starts is in force", "[containment]") {
    ::unsetenv("HB_CONTAINMENT");
    CHECK(std::string{name_of(protection())} == protections(true).front());
}
