#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "context.hpp"
#include "doctor.hpp"
#include "doctor_packages.hpp"
#include "judge/containment.hpp"
#include "judge/error.hpp"
#include "judge/pairs.hpp"
#include "judge/private_folder.hpp"
#include "judge/run_tool.hpp"

namespace hb::cli {
namespace {

using Health = Finding::Health;

constexpr int aslr_bits_that_tsan_maps =
    28;                                // with more, TSan must restart itself without ASLR, which containers may forbid
constexpr double disk_wanted_gib = 2;  // what build/all takes after ./hb test: du -sh build/all

std::string first_line(std::string const& text) {
    return text.substr(0, text.find('\n'));
}

/// The first line that the program prints; empty if it cannot be started.
std::string says(std::vector<std::string> const& command) {
    try {
        auto const result = judge::run_tool(command);
        return result.status == 0 ? first_line(result.out) : std::string{};
    } catch (UserError const&) {
        return {};
    }
}

std::string as_root(std::string const& line) {
    return (::geteuid() == 0 ? "" : "sudo ") + line;
}

std::string fewer_random_bits() {
    return as_root(fmt::format("sysctl vm.mmap_rnd_bits={}", aslr_bits_that_tsan_maps));
}

/// The line of a sanitizer's output that says why it gave up; the first line if none does.
std::string reason(std::string const& text) {
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);) {
        for (auto const* word : {"ERROR: ", "FATAL: "}) {
            if (auto const at = line.find(word); at != line.npos) return line.substr(at);
        }
    }
    return first_line(text);
}

rlimit address_space_limit() {
    rlimit limit{};
    ::getrlimit(RLIMIT_AS, &limit);
    return limit;
}

/// For the shell where it is pasted: only root may raise a hard limit.
std::string lift_address_space_limit() {
    return as_root("prlimit --pid $$ --as=unlimited");
}

/// The line that changes what most probably keeps it from starting, or from reporting.
std::string start_thread_sanitizer() {
    if (std::getenv("TSAN_OPTIONS") != nullptr) return "unset TSAN_OPTIONS";
    return address_space_limit().rlim_max == RLIM_INFINITY ? fewer_random_bits() : lift_address_space_limit();
}

Finding compiler() {
    auto const version = says({HB_COMPILER, "--version"});
    if (version.empty()) return {"compiler", Health::bad, HB_COMPILER " does not start", install_required};
    return {"compiler", Health::good, version, ""};
}

/// Compiles a program with a data race, and looks whether ThreadSanitizer reports it.
Finding thread_sanitizer() {
    Finding finding{"ThreadSanitizer", Health::good, "a program with a data race was started and reported", ""};
    try {
        judge::PrivateFolder const folder;
        auto const source = folder.path() / "race.cpp";
        auto const program = folder.path() / "race";
        std::ofstream{source}
            << "#include <atomic>\n#include <thread>\n"
               "long n;\nstd::atomic<bool> done;\n"
               // One write after the other, and no order between them: two at the same instant can pass unseen.
               "int main() {\n"
               "    std::thread t{[] { ++n; done.store(true, std::memory_order_relaxed); }};\n"
               "    while (!done.load(std::memory_order_relaxed)) std::this_thread::yield();\n"
               "    ++n;\n    t.join();\n}\n";
        auto const compiled = judge::run_tool(
            {HB_COMPILER, "-std=c++20", "-g", "-fsanitize=thread", source.string(), "-o", program.string()});
        if (compiled.status != 0) {
            finding = {"ThreadSanitizer", Health::bad, "does not link: " + first_line(compiled.err), install_required};
        } else if (auto const ran = judge::run_tool({program.string()});
                   ran.err.find("WARNING: ThreadSanitizer: data race") == std::string::npos) {
            // The exit status does not tell: the one for a report is also that of a runtime which gives up.
            finding = {"ThreadSanitizer", Health::bad,
                       ran.err.empty() ? "starts, and reports nothing of a program with a data race"
                                       : "does not start: " + reason(ran.err),
                       start_thread_sanitizer()};
        }
    } catch (UserError const& error) {  // no folder for temporary files, or no compiler
        finding = {"ThreadSanitizer", Health::bad, error.what(),
                   compiler().health == Health::bad ? install_required : "export TMPDIR=$(mktemp -d -p ~)"};
    }
    return finding;
}

Finding aslr() {
    std::ifstream file{"/proc/sys/vm/mmap_rnd_bits"};
    int bits = 0;
    if (!(file >> bits)) return {"address randomness", Health::good, "the kernel does not say", ""};
    if (bits <= aslr_bits_that_tsan_maps) return {"address randomness", Health::good, fmt::format("{} bits", bits), ""};
    return {"address randomness", Health::worse,
            fmt::format("{} bits: ThreadSanitizer restarts itself at each start", bits), fewer_random_bits()};
}

Finding symbolizer() {
    auto const path = workspace().symbolizer();
    if (!path.empty() && !says({path, "--version"}).empty()) return {"symbolizer", Health::good, path, ""};
    return {"symbolizer", Health::bad, "none: reports would name addresses, not lines", install_required};
}

Finding address_space() {
    auto const limit = address_space_limit();
    if (limit.rlim_cur == RLIM_INFINITY) return {"address space", Health::good, "unlimited", ""};
    auto const seen = fmt::format("limited to {} MiB", limit.rlim_cur >> 20U);
    if (limit.rlim_max == RLIM_INFINITY)
        return {"address space", Health::good, seen + ", which ThreadSanitizer lifts for its programs", ""};
    return {
        "address space", Health::bad,
        seen + ", which only root may lift (in a container, who starts it): no program under ThreadSanitizer starts",
        lift_address_space_limit()};
}

Finding cores() {
    int const usable = judge::usable_cores();
    auto const seen = fmt::format("{} usable of {}", usable, std::thread::hardware_concurrency());
    if (usable >= 2) return {"cores", Health::good, seen, ""};
    return {"cores", Health::worse, seen + ": the verdict fast is inconclusive here", ""};
}

/// The setting that keeps bubblewrap from making a user namespace, as a line that changes it; empty if none does.
std::string allow_user_namespaces() {
    struct Setting {
        char const* name;
        int forbids;
        int allows;
    };
    for (auto const& [name, forbids, allows] :
         {Setting{"kernel/apparmor_restrict_unprivileged_userns", 1, 0},
          Setting{"kernel/unprivileged_userns_clone", 0, 1}, Setting{"user/max_user_namespaces", 0, 10'000}}) {
        std::ifstream file{std::string{"/proc/sys/"} + name};
        int value = 0;
        if (file >> value && value == forbids) return as_root(fmt::format("sysctl -w {}={}", name, allows));
    }
    return {};
}

/// What holds answers while they are judged, and what to do for something stronger.
Finding protection() {
    try {
        auto const strongest = judge::Protection::bubblewrap;
        auto const chosen = judge::protection();
        Finding finding{"protection", Health::good, std::string{name_of(chosen)}, ""};
        if (chosen == strongest) return finding;
        finding.health = Health::worse;
        auto const& why = judge::obstacle(strongest);
        finding.seen += why.empty() ? ", as HB_CONTAINMENT says" : "; bubblewrap does not start: " + why;
        finding.seen += ". docs/limits.md says what is lost";
        if (why.empty()) {
            finding.mend = "unset HB_CONTAINMENT";
        } else if (says({"bwrap", "--version"}).empty()) {
            finding.mend = install_line_of("bubblewrap:");
        } else {
            finding.mend = allow_user_namespaces();
        }
        return finding;
    } catch (UserError const& error) {
        return {"protection", Health::bad, error.what(), "unset HB_CONTAINMENT"};
    }
}

Finding clangd() {
    for (auto const* name : {"clangd-19", "clangd"}) {
        if (auto version = says({name, "--version"}); !version.empty()) return {"clangd", Health::good, version, ""};
    }
    return {"clangd", Health::worse, "not found: your editor shows no errors", install_line_of("clangd:")};
}

Finding disk() {
    std::error_code error;
    auto const space = std::filesystem::space(workspace().tree, error);
    if (error) return {"disk", Health::bad, workspace().tree.string() + ": " + error.message(), "./hb list"};
    auto const gib = static_cast<double>(space.available) / (1U << 30U);
    auto const seen = fmt::format("{:.1f} GiB free", gib);
    if (gib >= disk_wanted_gib) return {"disk", Health::good, seen, ""};
    return {"disk", Health::bad,
            seen + fmt::format(", and {} GiB are wanted; ./hb makes what it needs of build anew", disk_wanted_gib),
            "rm -r build"};
}

}  // namespace

std::vector<Finding> examine() {
    std::vector<Finding> findings{compiler(),      thread_sanitizer(),
                                  aslr(),          symbolizer(),
                                  address_space(), protection(),
                                  cores(),         {"Catch2", Health::good, HB_CATCH2_VERSION, ""},
                                  clangd(),        disk()};
    auto const missing = missing_packages();
    findings.insert(findings.end(), missing.begin(), missing.end());
    return findings;
}

}  // namespace hb::cli
