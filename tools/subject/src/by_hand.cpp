#include "by_hand.hpp"

#include <charconv>
#include <cstdio>
#include <exception>
#include <string>
#include <string_view>

#include "subject/scenario.hpp"

namespace hb::subject {
namespace {

constexpr int usage_error = 2;

void print_help(char const* program) {
    std::printf("Usage: %s [SCENARIO] [NAME=VALUE ...]\n\nScenarios (the first is run when none is named):\n", program);
    for (auto const* scenario : scenarios()) {
        std::printf("\n  %s: %s\n", scenario->name, scenario->help);
        for (auto const& parameter : scenario->parameters) {
            std::printf("      %s=%s  %s\n", parameter.name, to_text(parameter.standard_value()).c_str(),
                        parameter.help);
        }
    }
    auto const& first = *scenarios().front();
    std::printf("\nExample: %s %s", program, first.name);
    for (auto const& parameter : first.parameters) {
        std::printf(" %s=%s", parameter.name, to_text(parameter.standard_value()).c_str());
    }
    std::printf(
        "\nExit status: 0; 1 if what came out is not what was expected, or an exception;\n"
        "2 for arguments that make no sense.\n");
}

/// The value that the text gives, of the type of the standard value. False if it is not of that type.
bool parse(std::string_view text, Value const& standard, Value& value) {
    if (std::holds_alternative<std::string>(standard)) {
        value = std::string{text};
        return true;
    }
    std::int64_t number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    value = number;
    return error == std::errc{} && end == text.data() + text.size() && std::holds_alternative<std::int64_t>(standard);
}

/// Puts `name=value` in the place of the standard value. False, with a message, if the scenario has no such argument.
bool assign(Scenario const& scenario, std::string_view word, Values& values) {
    auto const equals = word.find('=');
    auto const name = word.substr(0, equals);
    for (auto& [key, value] : values) {
        if (key != name) continue;
        if (parse(word.substr(equals + 1), value, value)) return true;
        std::fprintf(stderr, "%s: %s takes %s.\n", std::string{word}.c_str(), key.c_str(),
                     std::holds_alternative<std::string>(value) ? "a text" : "a whole number");
        return false;
    }
    std::fprintf(stderr, "The scenario %s has no argument %s; --help lists what it has.\n", scenario.name,
                 std::string{name}.c_str());
    return false;
}

int compare_and_print(Values const& actual, Values const& expected) {
    bool same = true;
    for (auto const& [name, value] : actual) {
        auto const* wanted = find(expected, name);
        if (wanted == nullptr) {
            std::printf("%s %s\n", name.c_str(), to_text(value).c_str());
            continue;
        }
        std::printf("Expected %s %s\nActual   %s %s\n", name.c_str(), to_text(*wanted).c_str(), name.c_str(),
                    to_text(value).c_str());
        same = same && *wanted == value;
    }
    return same ? 0 : 1;
}

}  // namespace

int run_by_hand(int argc, char const* const* argv) {
    int next = 1;
    Scenario const* chosen = scenarios().front();
    for (int i = 1; i < argc; ++i) {
        if (std::string_view{argv[i]} == "--help" || std::string_view{argv[i]} == "-h") {
            print_help(argv[0]);
            return 0;
        }
    }
    if (argc > 1 && std::string_view{argv[1]}.find('=') == std::string_view::npos) {
        chosen = nullptr;
        for (auto const* scenario : scenarios()) {
            if (std::string_view{scenario->name} == argv[1]) chosen = scenario;
        }
        if (chosen == nullptr) {
            std::fprintf(stderr, "No scenario is called %s; --help lists them.\n", argv[1]);
            return usage_error;
        }
        next = 2;
    }
    Values values;
    for (auto const& parameter : chosen->parameters)
        values.emplace_back(parameter.name, parameter.standard_value());
    for (; next < argc; ++next) {
        if (!assign(*chosen, argv[next], values)) return usage_error;
    }
    try {
        Arguments const given{std::move(values)};
        auto const actual = chosen->run(given);
        return compare_and_print(actual, chosen->expected == nullptr ? Values{} : chosen->expected(given));
    } catch (BadArguments const& error) {
        std::fprintf(stderr, "The scenario %s cannot run so: %s; --help lists what it takes.\n", chosen->name,
                     error.what());
        return usage_error;
    } catch (std::exception const& error) {
        std::fprintf(stderr, "The scenario %s ended with an exception: %s\n", chosen->name, error.what());
        return 1;
    }
}

}  // namespace hb::subject
