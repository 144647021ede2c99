#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "child.hpp"
#include "commands.hpp"
#include "context.hpp"
#include "judge/error.hpp"
#include "terminal.hpp"

namespace hb::cli {
namespace {

/// Written beside its final place and renamed: a reader never sees half a file.
void write_json(std::string const& place, nlohmann::json const& results) {
    if (place == "-") {
        fmt::print("{}\n", results.dump(2));
        return;
    }
    auto const beside = place + ".part";
    std::ofstream file{beside};
    file << results.dump(2) << '\n';
    file.close();
    std::error_code error;
    if (file) std::filesystem::rename(beside, place, error);
    if (!file || error) {
        std::error_code ignored;
        std::filesystem::remove(beside, ignored);
        throw UserError{fmt::format("{} cannot be written.", place),
                        "Name a file in a folder that exists and has space."};
    }
}

void sum_up(nlohmann::json const& result) {
    auto const pending = result.at("points_pending").get<int>();
    fmt::print("  {} of {} points{}\n\n", result.at("points").get<int>(), result.at("points_at_stake").get<int>(),
               pending > 0 ? fmt::format(", {} pending", pending) : "");
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

}  // namespace

nlohmann::json ask_judge(grade::Answer const& answer, CheckOptions const& options, bool quiet) {
    std::vector<std::string> command{(workspace().tree / "bin" / ("judge." + answer.lesson)).string(),
                                     "assess",
                                     "--exercise",
                                     answer.exercise,
                                     "--set",
                                     answer.set,
                                     "--root",
                                     workspace().root.string()};
    for (auto const& verdict : options.verdicts)
        command.insert(command.end(), {"--verdict", verdict});
    if (options.seed) command.insert(command.end(), {"--seed", std::to_string(*options.seed)});
    nlohmann::json result;
    int const status = run_lines(command, [&](std::string const& line) {
        auto json = nlohmann::json::parse(line);
        if (json.contains("schema")) {
            result = std::move(json);
        } else if (!quiet) {
            show_progress("");
            fmt::print("{}", shown(grade::verdict_from_json(json)));
            std::fflush(stdout);
        }
    });
    if (status != 0 || result.is_null()) {
        throw UserError{fmt::format("The judge of {} could not finish (exit status {}).", answer.lesson, status),
                        "Its message is above. ./hb doctor checks what it needs."};
    }
    return result;
}

int check(CheckOptions const& options) {
    bool const quiet = options.json == "-";
    auto results = nlohmann::json::array();
    for (auto const& [lesson, exercise] : choose(options.exercise)) {
        grade::Answer const answer{lesson.name, exercise.name, options.set};
        if (!quiet) fmt::print("{}\n{}", bold(lesson.name + "/" + exercise.name), dim(wrapped(exercise.task, 2)));
        results.push_back(ask_judge(answer, options, quiet));
        if (!quiet) sum_up(results.back());
    }
    if (!options.json.empty()) write_json(options.json, results);
    return status_of(results);
}

}  // namespace hb::cli
