#include "judge/races.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <random>

namespace hb::judge {
namespace {

constexpr int tsan_exit_status = 66;  // set by us below; the canaries make every honest run end with it

RaceRun run_once(Launch const& launch, std::string const& scenario, subject::Values const& arguments) {
    RaceRun run;
    SubjectProcess subject{launch};
    run.exchange = subject.ask(scenario, arguments);
    auto const ending = subject.end();
    if (ending.outcome != Outcome::answered) {  // it replied, and then did not end: that is how this run came out
        run.exchange.outcome = ending.outcome;
        run.exchange.detail = ending.detail;
    }
    if (run.exchange.outcome == Outcome::exited &&
        run.exchange.detail == fmt::format("exit status {}", tsan_exit_status)) {
        run.exchange.detail += ", which ThreadSanitizer puts in the place of 0";
    }
    run.exit_status = ending.exit_status;
    run.end_mark = ending.end_mark;
    run.other_processes = ending.other_processes;
    run.log_cut = subject.tsan_log().size() >= longest_tsan_log;
    for (auto& report : tsan::parse(subject.tsan_log())) {
        if (tsan::mentions(report, "hb::subject::(anonymous namespace)::write_canary_before")) {
            ++run.canaries_before;
        } else if (tsan::mentions(report, "hb::subject::(anonymous namespace)::write_canary_after")) {
            ++run.canaries_after;
        } else {
            run.reports.push_back(std::move(report));
        }
    }
    return run;
}

}  // namespace

std::string tsan_options(std::string const& symbolizer) {
    std::string options =
        "report_bugs=1:exitcode=66:halt_on_error=0:abort_on_error=0:atexit_sleep_ms=0:detect_deadlocks=1:"
        "second_deadlock_stack=1:report_thread_leaks=1:report_destroy_locked=1:report_mutex_bugs=1:"
        "report_signal_unsafe=1:report_atomic_races=1:ignore_noninstrumented_modules=0:ignore_interceptors_accesses=0:"
        "enable_annotations=0:suppressions=:history_size=4:handle_segv=0:handle_abort=0:handle_sigbus=0:handle_sigfpe="
        "0:"
        "handle_sigill=0:symbolize=1:color=never";
    if (!symbolizer.empty()) options += ":external_symbolizer_path=" + symbolizer;
    return options;
}

RacesEvidence observe_races(Launch const& launch, std::string const& scenario,
                            std::vector<subject::Values> const& arguments, std::uint64_t seed) {
    std::mt19937_64 random{seed};
    RacesEvidence evidence;
    for (auto given : arguments) {
        auto const drawn = static_cast<std::int64_t>(random() >> 20U);
        if (subject::find(given, "seed") == nullptr) given.emplace_back("seed", drawn);
        evidence.runs.push_back(run_once(launch, scenario, given));
        if (!clean(evidence.runs.back())) break;
    }
    return evidence;
}

bool clean(RaceRun const& run) {
    return run.exchange.outcome == Outcome::answered && run.end_mark && run.exit_status == tsan_exit_status &&
           run.canaries_before == 1 && run.canaries_after == 1 && !run.log_cut && !run.other_processes &&
           run.reports.empty();
}

}  // namespace hb::judge
