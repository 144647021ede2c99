#include "complete.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <sstream>

#include "context.hpp"
#include "grade/kit.hpp"

namespace hb::cli {
namespace {

using Candidates = std::vector<Candidate>;

Candidates lessons() {
    Candidates found;
    for (auto const& name : grade::lesson_names(workspace().root))
        found.push_back({name, grade::load_lesson(workspace().root, name).title});
    return found;
}

Candidates exercises() {
    Candidates found;
    for (auto const& [lesson, exercise] : choose(""))
        found.push_back({exercise.name, exercise.task});
    auto const whole_lessons = lessons();
    found.insert(found.end(), whole_lessons.begin(), whole_lessons.end());
    return found;
}

Candidates answer_sets() {
    Candidates found{{"lessons", "yours"}, {"solutions", "finished"}, {"starters", "as they came"}};
    for (auto const& lesson : grade::lesson_names(workspace().root)) {
        for (auto const& answer : grade::load_kit(workspace().root, lesson))
            found.push_back({"kit/" + answer.slug, answer.why});
    }
    return found;
}

/// CLI11 describes a set of values as {one,other}.
Candidates set_of(CLI::Option& option) {
    std::string description;
    try {
        description = option.get_validator(0)->get_description();
    } catch (CLI::OptionNotFound const&) {
        return {};
    }
    Candidates found;
    if (description.size() < 2 || description.front() != '{') return found;
    std::istringstream values{description.substr(1, description.size() - 2)};
    for (std::string value; std::getline(values, value, ',');)
        found.push_back({value, {}});
    return found;
}

Candidates values_of(CLI::Option& option) {
    static std::map<std::string, std::function<Candidates()>> const by_name{
        {"exercise", exercises}, {"lesson", lessons}, {"answers", answer_sets}};
    auto name = option.get_single_name();
    auto const known = by_name.find(name);
    // An option that means something else by such a word names its type: new --exercise NAME.
    if (known != by_name.end() && option.get_type_name() == "TEXT") return known->second();
    return set_of(option);
}

bool takes_value(CLI::Option const* option) {
    return option != nullptr && option->get_items_expected_max() > 0;
}

/// The command that the words name, and what is awaited behind them.
class Line {
public:
    explicit Line(CLI::App& app) : command_{&app} {}

    void read(std::string const& word) {
        if (word == "--") rest_is_not_ours_ = true;
        if (rest_is_not_ours_ || word == "=") return;  // bash cuts --verdict=values into three words
        if (takes_value(awaited_)) {
            awaited_ = nullptr;
        } else if (word.starts_with('-')) {
            awaited_ = word.find('=') == std::string::npos ? command_->get_option_no_throw(word) : nullptr;
        } else if (auto const named = command_->get_subcommands([&](CLI::App* one) { return one->check_name(word); });
                   !named.empty()) {
            command_ = named.front();
        } else {
            ++positionals_;
        }
    }

    [[nodiscard]] Candidates offer(std::string const& word) {
        if (rest_is_not_ours_) return {};
        if (takes_value(awaited_)) return values_of(*awaited_);
        if (word.starts_with('-')) return options(word);
        auto found = commands();
        if (auto* const positional = this->positional(); positional != nullptr) {
            auto const values = values_of(*positional);
            found.insert(found.end(), values.begin(), values.end());
        }
        return found;
    }

private:
    [[nodiscard]] Candidates options(std::string const& word) {
        if (auto const equals = word.find('='); equals != std::string::npos) {
            auto* const option = command_->get_option_no_throw(word.substr(0, equals));
            auto values = takes_value(option) ? values_of(*option) : Candidates{};
            for (auto& value : values)
                value.text.insert(0, word.substr(0, equals + 1));
            return values;
        }
        Candidates found;
        for (auto const* option : command_->get_options()) {
            for (auto const& name : option->get_lnames())
                found.push_back({"--" + name, option->get_description()});
        }
        return found;
    }

    [[nodiscard]] Candidates commands() const {
        Candidates found;
        for (auto const* command : command_->get_subcommands([](CLI::App const*) { return true; })) {
            if (!command->get_group().empty()) found.push_back({command->get_name(), command->get_description()});
        }
        return found;
    }

    /// The argument that comes next; the last one if it takes many; null if there is none.
    [[nodiscard]] CLI::Option* positional() const {
        auto const arguments = command_->get_options([](CLI::Option const* one) { return one->get_positional(); });
        if (positionals_ < arguments.size()) return arguments[positionals_];
        bool const many = !arguments.empty() && arguments.back()->get_items_expected_max() > 1;
        return many ? arguments.back() : nullptr;
    }

    CLI::App* command_;
    CLI::Option* awaited_ = nullptr;  ///< an option whose value comes next
    std::size_t positionals_ = 0;     ///< seen so far
    bool rest_is_not_ours_ = false;   ///< behind --
};

}  // namespace

Candidates complete(CLI::App& app, std::vector<std::string> const& words) {
    if (words.empty()) return {};
    Line line{app};
    for (std::size_t i = 0; i + 1 < words.size(); ++i)
        line.read(words[i]);
    auto const word = words.back() == "=" ? std::string{} : words.back();
    auto found = line.offer(word);
    found.erase(std::remove_if(found.begin(), found.end(),
                               [&](Candidate const& candidate) { return !candidate.text.starts_with(word); }),
                found.end());
    return found;
}

}  // namespace hb::cli
