#include <fmt/format.h>

#include <charconv>
#include <cstdio>
#include <system_error>

#include "commands.hpp"
#include "context.hpp"
#include "judge/whole_file.hpp"
#include "judgement.hpp"
#include "recording.hpp"
#include "terminal.hpp"

namespace hb::cli {
namespace {

struct CheckOptions {
    std::string exercise;  ///< as choose() takes it
    std::string set = "lessons";
    std::string json;  ///< a file, or "-" for standard output; empty: none
    JudgeOptions judge;
};

void write_json(std::string const& place, nlohmann::json const& results) {
    if (place == "-") {
        fmt::print("{}\n", results.dump(2));
        return;
    }
    write_whole(place, results.dump(2) + '\n');
}

int status_of(nlohmann::json const& results) {
    int status = all_well;
    for (auto const& result : results) {
        for (auto const& verdict : result.at("verdicts")) {
            auto const& word = verdict.at("result");
            if (word == "fail") return some_verdict_failed;
            if (word == "inconclusive") status = nothing_decided;
        }
    }
    return status;
}

/// CLI11 would take -1 for the largest seed.
std::string whole_number(std::string const& text) {
    std::uint64_t number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    bool const right = error == std::errc{} && end == text.data() + text.size();
    return right ? std::string{} : fmt::format("{} is no seed: a whole number from 0 to 2^64 - 1.", text);
}

int check(CheckOptions const& options) {
    bool const quiet = options.json == "-";
    auto results = nlohmann::json::array();
    auto const exercises = choose(options.exercise);
    require_answers(exercises, options.set);
    for (auto const& [lesson, exercise] : exercises) {
        grade::Answer const answer{lesson.name, exercise.name, options.set};
        if (!quiet) fmt::print("{}\n{}", bold(lesson.name + "/" + exercise.name), dim(wrapped(exercise.task, 2)));
        Recording const recording{answer};
        std::fflush(stdout);
        results.push_back(ask_judge(answer, options.judge, quiet));
        recording.keep(results.back());
        if (!quiet) show_points(results.back());
    }
    if (!options.json.empty()) write_json(options.json, results);
    return status_of(results);
}

}  // namespace

void add_check(CLI::App& app, Action& chosen) {
    auto options = std::make_shared<CheckOptions>();
    auto* command = app.add_subcommand("check", "Judge your answers: every verdict, from the quickest to the slowest");
    command->add_option("exercise", options->exercise, "an exercise, a lesson, or lesson/exercise; all if left out");
    command->add_option("--answers", options->set, "lessons (yours), solutions, starters or kit/<slug>")
        ->capture_default_str();
    command->add_option("--verdict", options->judge.verdicts, "only this verdict; may be given again")
        ->check(CLI::IsMember(verdict_names()));
    command->add_option("--json", options->json,
                        "write the results to this file (- for standard output): docs/result.schema.json");
    command->add_option("--seed", options->judge.seed, "repeat a run: all inputs follow from the seed")
        ->check(whole_number);
    options->judge.reuse = true;
    command->add_flag_callback(
        "--fresh", [options] { options->judge.reuse = false; }, "judge anew what has not changed, too");
    command->footer(fmt::format(
        "Examples:\n  ./hb check count_up\n  ./hb check count_up --fresh\n  ./hb check 01 --verdict values --seed 7\n"
        "  ./hb check --json results.json\n\n{}",
        exit_statuses));
    command->callback([options, &chosen] { chosen = [options] { return check(*options); }; });
}

}  // namespace hb::cli
