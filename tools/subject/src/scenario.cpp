#include "subject/scenario.hpp"

#include <utility>

namespace hb::subject {

Value Parameter::standard_value() const {
    if (auto const* text = std::get_if<std::string_view>(&standard)) return std::string{*text};
    return std::get<std::int64_t>(standard);
}

namespace {

// Inside a function: a scenario of another translation unit may register before this one's globals are constructed.
std::vector<Scenario const*>& registry() {
    static std::vector<Scenario const*> all;
    return all;
}

template <class T>
T const& argument(Values const& values, std::string_view name, char const* type) {
    auto const* value = find(values, name);
    auto const* typed = value == nullptr ? nullptr : std::get_if<T>(value);
    if (typed == nullptr) throw BadArguments{"the argument " + std::string{name} + " is not " + type};
    return *typed;
}

}  // namespace

std::int64_t Arguments::integer(std::string_view name) const {
    return argument<std::int64_t>(values_, name, "an integer");
}

std::string const& Arguments::text(std::string_view name) const {
    return argument<std::string>(values_, name, "a text");
}

Scenario::Scenario(char const* its_name, char const* its_help, std::initializer_list<Parameter> its_parameters,
                   Run its_run, Run its_expected)
    : name{its_name}, help{its_help}, parameters{its_parameters}, run{its_run}, expected{its_expected} {
    parameters.emplace_back("seed", std::int64_t{1}, "the inputs follow from it");
    registry().push_back(this);
}

Scenario::~Scenario() = default;

std::vector<Scenario const*> const& scenarios() {
    return registry();
}

}  // namespace hb::subject
