#include "predict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>

#include "ask.hpp"
#include "child.hpp"
#include "context.hpp"
#include "judge/error.hpp"
#include "judgement.hpp"
#include "terminal.hpp"

namespace hb::cli {
namespace {

std::vector<nlohmann::json> ask_judge_to_predict(grade::Lesson const& lesson, std::vector<std::string> const& words) {
    std::vector<std::string> command{judge_program(lesson.name), "predict", "--root", workspace().root.string()};
    command.insert(command.end(), words.begin(), words.end());
    std::vector<nlohmann::json> lines;
    int const status =
        run_lines(command, [&](std::string const& line) { lines.push_back(nlohmann::json::parse(line)); });
    if (status != 0) {
        throw UserError{fmt::format("The predictions of {} could not be asked (exit status {}).", lesson.name, status),
                        "The judge's message is above. Without predictions: ./hb run " + lesson.name + " --no-input"};
    }
    return lines;
}

/// One variant of a prediction: its question, and later what happens.
class Asked {
public:
    Asked(grade::Lesson const& lesson, std::string about, Progress const& progress)
        : lesson_{lesson}, about_{std::move(about)} {
        variant_ = static_cast<int>(std::count_if(
            progress.predictions.begin(), progress.predictions.end(),
            [&](PredictionRecord const& record) { return record.lesson == lesson.name && record.about == about_; }));
        words_ = {"--concept", about_, "--seed", std::to_string(progress.seed), "--variant", std::to_string(variant_)};
    }

    /// The choice; an empty text if the student skips this one, nothing at the end of input.
    [[nodiscard]] std::optional<std::string> ask() const {
        auto const posed = ask_judge_to_predict(lesson_, words_).at(0);
        auto const choices = posed.at("choices").get<std::vector<std::string>>();
        fmt::print("\n{}\n{}\n", bold("Predict before you run: " + about_),
                   wrapped(posed.at("question").get<std::string>(), 2));
        for (std::size_t i = 0; i < choices.size(); ++i)
            fmt::print("{}", numbered(i + 1, choices[i]));
        fmt::print("\n");
        for (;;) {
            auto const said = answer_to(fmt::format("  Your prediction, 1 to {} (s skips it): ", choices.size()));
            if (!said) return std::nullopt;
            if (*said == "s") return std::string{};
            std::size_t number = 0;
            auto const [end, error] = std::from_chars(said->data(), said->data() + said->size(), number);
            if (error == std::errc{} && end == said->data() + said->size() && number >= 1 && number <= choices.size())
                return choices[number - 1];
        }
    }

    /// Runs the program, says what it did beside what was predicted, and remembers it. True if the prediction holds.
    [[nodiscard]] bool compare(std::string const& chosen) const {
        show_progress("running the program ...");
        auto words = words_;
        words.emplace_back("--happens");
        auto const json = ask_judge_to_predict(lesson_, words).at(0);
        show_progress("");
        auto const right = json.at("right").get<std::string>();
        auto const happened = json.at("happened").get<std::string>();
        fmt::print("\n");
        for (auto const& line : json.at("log"))
            fmt::print("{}", dim(wrapped(line.get<std::string>(), 2)));
        fmt::print("\n{}{}", labelled("Predicted", chosen), labelled("Happened", happened));
        if (happened != right) {
            // What is right is computed, and every program shows it for certain on a machine that is not too busy.
            fmt::print("\n{}",
                       wrapped(fmt::format("That should not be: \"{}\" was to be expected. A machine that is too "
                                           "busy can do this. It does not count, and is asked again.",
                                           right),
                               2));
            return false;
        }
        PredictionRecord const record{lesson_.name, about_, variant_, chosen, right, now()};
        update_progress(state_folder(), [&](Progress& progress) { progress.predictions.push_back(record); });
        auto const verdict = record.holds() ? coloured("It holds.", grade::Result::pass)
                                            : coloured("It does not hold.", grade::Result::fail);
        fmt::print("\n  {}\n{}", verdict, wrapped(json.at("why").get<std::string>(), 2));
        return record.holds();
    }

private:
    static std::string numbered(std::size_t number, std::string const& choice) {
        constexpr std::size_t indent = 7;
        return hanging(fmt::format("    {}  ", number), indent, choice);
    }

    static std::string labelled(char const* label, std::string const& text) {
        constexpr std::size_t indent = 13;
        return hanging(fmt::format("  {:<{}}", label, indent - 2), indent, text);
    }

    grade::Lesson const& lesson_;
    std::string about_;
    int variant_ = 0;
    std::vector<std::string> words_;
};

}  // namespace

std::vector<std::string> still_to_predict(grade::Lesson const& lesson, Progress const& progress) {
    std::vector<std::string> open;
    for (auto const& json : ask_judge_to_predict(lesson, {})) {
        auto const about = json.at("concept").get<std::string>();
        bool const holds =
            std::any_of(progress.predictions.begin(), progress.predictions.end(), [&](PredictionRecord const& record) {
                return record.lesson == lesson.name && record.about == about && record.holds();
            });
        if (!holds) open.push_back(about);
    }
    return open;
}

void ask_predictions(grade::Lesson const& lesson, std::vector<std::string> const& concepts) {
    for (auto const& about : concepts) {
        for (bool again = true; again;) {
            // Written at once: the seed from which the first question follows is the one that is kept.
            Asked const asked{lesson, about, update_progress(state_folder(), [](Progress&) {})};
            auto const chosen = asked.ask();
            if (!chosen) return;
            if (chosen->empty() || asked.compare(*chosen)) break;
            auto const wanted = agrees("\n  Another one of this kind, now?", true);
            if (!wanted) return;
            again = *wanted;
        }
    }
    fmt::print("\n");
}

}  // namespace hb::cli
