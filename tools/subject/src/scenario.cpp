#include "subject/scenario.hpp"

#include <stdexcept>
#include <utility>

template class std::vector<hb::subject::Parameter>;

namespace hb::subject {

Parameter::Parameter() = default;
Parameter::Parameter(std::string its_name, Value its_standard, std::string its_help)
    : name{std::move(its_name)}, standard{std::move(its_standard)}, help{std::move(its_help)} {}
Parameter::Parameter(Parameter const&) = default;
Parameter::Parameter(Parameter&&) noexcept = default;
Parameter& Parameter::operator=(Parameter const&) = default;
Parameter& Parameter::operator=(Parameter&&) noexcept = default;
Parameter::~Parameter() = default;

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
    if (typed == nullptr) throw std::invalid_argument{"the argument " + std::string{name} + " is not " + type};
    return *typed;
}

}  // namespace

std::int64_t Arguments::integer(std::string_view name) const {
    return argument<std::int64_t>(values_, name, "an integer");
}

std::string const& Arguments::text(std::string_view name) const {
    return argument<std::string>(values_, name, "a text");
}

Scenario::Scenario(std::string its_name, std::string its_help, std::vector<Parameter> its_parameters, Run its_run,
                   Run its_expected)
    : name{std::move(its_name)},
      help{std::move(its_help)},
      parameters{std::move(its_parameters)},
      run{its_run},
      expected{its_expected} {
    parameters.push_back({"seed", std::int64_t{1}, "the inputs follow from it"});
    registry().push_back(this);
}

std::vector<Scenario const*> const& scenarios() {
    return registry();
}

}  // namespace hb::subject
