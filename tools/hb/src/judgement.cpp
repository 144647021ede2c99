#include "judgement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "child.hpp"
#include "context.hpp"
#include "grade/result_json.hpp"
#include "judge/error.hpp"
#include "terminal.hpp"

namespace hb::cli {

std::vector<std::string> verdict_names() {
    std::vector<std::string> names;
    for (auto const kind : grade::all_kinds)
        names.emplace_back(grade::name_of(kind));
    return names;
}

std::string judge_program(std::string const& lesson) {
    return (workspace().tree / "bin" / ("judge." + lesson)).string();
}

nlohmann::json ask_judge(grade::Answer const& answer, JudgeOptions const& options, bool quiet) {
    std::vector<std::string> command{judge_program(answer.lesson),
                                     "assess",
                                     "--exercise",
                                     answer.exercise,
                                     "--set",
                                     answer.set,
                                     "--root",
                                     workspace().root.string(),
                                     "--tree",
                                     workspace().tree.string()};
    for (auto const& verdict : options.verdicts)
        command.insert(command.end(), {"--verdict", verdict});
    if (options.seed) command.insert(command.end(), {"--seed", std::to_string(*options.seed)});
    if (options.reuse) command.emplace_back("--reuse");
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

void show_points(nlohmann::json const& result) {
    auto const pending = result.at("points_pending").get<int>();
    auto const& verdicts = result.at("verdicts");
    bool const reused = std::any_of(verdicts.begin(), verdicts.end(),
                                    [](auto const& verdict) { return verdict.contains("unchanged_since"); });
    bool const forfeited = std::any_of(verdicts.begin(), verdicts.end(), [](auto const& json) {
        auto const verdict = grade::verdict_from_json(json);
        return grade::forfeits(verdict.kind, verdict.result);
    });
    fmt::print("  {} of {} points{}{}\n", result.at("points").get<int>(), result.at("points_at_stake").get<int>(),
               pending > 0 ? fmt::format(", {} pending", pending) : "",
               forfeited ? ": an answer that breaks the rules gets none" : "");
    fmt::print("{}\n", reused ? "  (What is unchanged was not judged again: --fresh does.)\n" : "");
}

}  // namespace hb::cli
