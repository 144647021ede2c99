#include "grade/verdict.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <stdexcept>

#include "judge/evidence_json.hpp"
#include "judge/interview.hpp"
#include "last_words.hpp"

namespace hb::grade {
namespace {

constexpr std::size_t diagnostics_shown = 5;

/// The first lines of a text, each as one detail.
void add_lines(std::vector<std::string>& details, std::string_view text, std::size_t most) {
    for (std::size_t begin = 0; begin < text.size() && most > 0; --most) {
        auto const end = std::min(text.find('\n', begin), text.size());
        details.emplace_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
}

/// Long enough for any real message; a static_assert may hold a novel.
std::string shortened(std::string const& text) {
    constexpr std::size_t most = 300;
    return text.size() <= most ? text : text.substr(0, most) + " ...";
}

void show_difference(Verdict& verdict, judge::Exchange const& exchange) {
    verdict.details.push_back(command_of(exchange));
    for (auto const& [name, wanted] : exchange.expected) {
        auto const* actual = subject::find(exchange.reply, name);
        auto const same = actual != nullptr && *actual == wanted;
        if (same) continue;
        verdict.details.push_back(fmt::format("Expected {} {}", name, subject::to_text(wanted)));
        verdict.details.push_back(fmt::format("Actual   {} {}", name, actual ? subject::to_text(*actual) : "(none)"));
    }
    verdict.details.insert(verdict.details.end(), exchange.complaints.begin(), exchange.complaints.end());
    if (!exchange.output.empty()) {
        verdict.details.emplace_back("It printed:");
        add_lines(verdict.details, exchange.output, 4);
    }
}

constexpr char const* too_many_threads = "The answer started more threads than the system lets it have.";

std::string describe_left(std::size_t threads) {
    return threads == 1
               ? std::string{"1 thread was still running after the answer had returned: join it."}
               : fmt::format("{} threads were still running after the answer had returned: join them.", threads);
}

}  // namespace

std::string_view name_of(Result result) {
    switch (result) {
        case Result::pass:
            return "pass";
        case Result::fail:
            return "fail";
        case Result::inconclusive:
            return "inconclusive";
        case Result::not_applicable:
            return "not applicable";
    }
    return "unknown";
}

Result result_named(std::string_view name) {
    for (auto const result : {Result::pass, Result::fail, Result::inconclusive, Result::not_applicable}) {
        if (name_of(result) == name) return result;
    }
    throw std::invalid_argument{fmt::format("\"{}\" is no result", name)};
}

std::string command_of(judge::Exchange const& exchange) {
    return fmt::format("{}", fmt::join(subject::words_by_hand(exchange.scenario, exchange.arguments), " "));
}

std::string describe(judge::Exchange const& exchange) {
    using judge::Outcome;
    auto const& detail = exchange.detail;
    switch (exchange.outcome) {
        case Outcome::answered:
            return "It answered.";
        case Outcome::threw:
            if (was_refused_a_thread(exchange)) return too_many_threads;
            return fmt::format("An exception left the answer: {}.", detail);
        case Outcome::crashed:
            if (was_refused_a_thread(exchange)) return too_many_threads;
            return fmt::format("The program crashed: {}.", detail.substr(0, detail.find('\n')));
        case Outcome::deadlocked:
            return "Deadlock: every thread waits for another, and none can go on.";
        case Outcome::timed_out:
            return fmt::format("No answer {}.", detail.substr(0, detail.find('\n')));
        case Outcome::exited:
            return fmt::format("The program ended itself{}: {}.",
                               exchange.replied ? " before the judge was done"
                                                : ", by exit, _exit or quick_exit, before its scenario was over",
                               detail);
        case Outcome::flooded:
            return fmt::format("The answer prints without end: {}.", detail);
        case Outcome::forged:
            return "Something other than the answer's reply came over the judge's private channel.";
        case Outcome::out_of_memory:
            return fmt::format("The answer used {}.", detail);
        case Outcome::out_of_disk:
            return fmt::format("The answer wrote {}; it has no need for any.", detail);
        case Outcome::out_of_processes:
            return fmt::format("The answer started {}; it should work with threads.", detail);
        case Outcome::out_of_threads:
            return fmt::format("The answer started {} that run at the same time.", detail);
        case Outcome::missing:
            return fmt::format("The program could not be started: {}.", detail);
    }
    return detail;
}

void show_ending(Verdict& verdict, judge::Exchange const& exchange) {
    constexpr std::size_t most_lines = 12;  // of the picture that the judge made
    verdict.details.push_back(command_of(exchange));
    std::string_view const detail = exchange.detail;
    if (exchange.outcome == judge::Outcome::deadlocked) add_lines(verdict.details, detail, most_lines);
    std::ranges::move(last_words(exchange), std::back_inserter(verdict.details));
    auto const first = detail.find('\n');
    if (exchange.outcome == judge::Outcome::timed_out && first != std::string_view::npos) {
        add_lines(verdict.details, detail.substr(first + 1), most_lines);
    }
}

Verdict verdict_of(judge::BuildEvidence const& evidence, std::string const& answer) {
    Verdict verdict{Kind::builds, evidence.built ? Result::pass : Result::fail, "It compiles.", {}, evidence};
    auto const file_name = [](std::string const& path) { return std::filesystem::path{path}.filename().string(); };
    std::size_t shown = 0;
    for (auto const& diagnostic : evidence.diagnostics) {
        if (shown == diagnostics_shown) break;
        // In a build that succeeds, only warnings about the student's own file are the student's concern.
        if (evidence.built && file_name(diagnostic.file) != file_name(answer)) continue;
        verdict.details.push_back(fmt::format("{}:{}: {}: {}", file_name(diagnostic.file), diagnostic.line,
                                              diagnostic.severity, shortened(diagnostic.text)));
        ++shown;
    }
    if (evidence.built && shown > 0) verdict.sentence = "It compiles, with a warning worth reading.";
    if (!evidence.built) {
        verdict.sentence = evidence.stopped.empty() ? "It does not compile." : evidence.stopped;
        if (shown == 0) add_lines(verdict.details, evidence.log, 12);
    }
    return verdict;
}

Verdict verdict_of(judge::ValuesEvidence const& evidence) {
    Verdict verdict{Kind::values, Result::pass, "", {}, evidence};
    auto const wrong = std::find_if_not(evidence.exchanges.begin(), evidence.exchanges.end(), judge::as_expected);
    if (evidence.exchanges.empty()) {
        verdict.result = Result::inconclusive;
        verdict.sentence = "Nothing was asked.";
    } else if (wrong == evidence.exchanges.end()) {
        auto const count = evidence.exchanges.size();
        verdict.sentence = fmt::format(
            "{} (seed {}).", count == 1 ? "The reply is right" : fmt::format("All {} replies are right", count),
            evidence.seed);
    } else {
        verdict.result = Result::fail;
        if (wrong->outcome == judge::Outcome::answered) {
            verdict.sentence =
                wrong->threads_left > 0 ? describe_left(wrong->threads_left) : std::string{"A value is wrong."};
            show_difference(verdict, *wrong);
        } else {
            verdict.sentence = describe(*wrong);
            show_ending(verdict, *wrong);
        }
    }
    return verdict;
}

Verdict verdict_of(judge::OverlapEvidence const& evidence) {
    Verdict verdict{Kind::really_parallel, Result::fail, "", {}, evidence};
    if (evidence.exchange.outcome != judge::Outcome::answered) {
        verdict.sentence = describe(evidence.exchange);
        show_ending(verdict, evidence.exchange);
    } else if (evidence.reached >= evidence.wanted) {
        verdict.result = Result::pass;
        verdict.sentence = fmt::format("{} calls were in flight at once.", evidence.reached);
    } else {
        verdict.sentence =
            fmt::format("At most {} call{} in flight at once, where {} must be: the work is not done in parallel.",
                        evidence.reached, evidence.reached == 1 ? " was" : "s were", evidence.wanted);
    }
    return verdict;
}

Verdict verdict_of(judge::RulesEvidence const& evidence) {
    Verdict verdict{Kind::rules, Result::pass, "It keeps the rules.", {}, evidence};
    if (!evidence.trouble.empty()) {
        verdict.result = Result::fail;
        verdict.sentence = "The rules could not be checked: the file does not preprocess.";
        add_lines(verdict.details, evidence.trouble, 5);
    } else if (!evidence.findings.empty()) {
        verdict.result = Result::fail;
        verdict.sentence = evidence.findings.front().why;
        for (auto const& finding : evidence.findings) {
            verdict.details.push_back(finding.line > 0
                                          ? fmt::format("line {}: {}: {}", finding.line, finding.rule, finding.text)
                                          : fmt::format("{}: {}", finding.rule, finding.text));
        }
    }
    return verdict;
}

Verdict verdict_of(judge::OutcomesEvidence const& evidence) {
    Verdict verdict{Kind::every_interleaving, Result::pass, "", {}, evidence};
    if (!evidence.failures.empty()) {
        verdict.result = Result::fail;
        verdict.sentence = "In some interleaving it fails: " + evidence.failures.back() + ".";
        verdict.details = evidence.interleaving;
    } else if (!evidence.silenced.empty()) {
        verdict.result = Result::fail;
        verdict.sentence = "The explorer was kept from seeing: " + evidence.silenced + ".";
    } else if (!evidence.trouble.empty()) {
        verdict.result = Result::inconclusive;
        verdict.sentence = "The explorer cannot say: " + evidence.trouble + ".";
    } else if (evidence.proved) {
        verdict.sentence =
            fmt::format("Proved: right in every interleaving ({} stand for all of them).", evidence.schedules);
    } else {
        verdict.result = Result::inconclusive;
        verdict.sentence =
            fmt::format("No bug in {} interleavings; the bound was reached, so nothing is proved.", evidence.schedules);
    }
    return verdict;
}

}  // namespace hb::grade
