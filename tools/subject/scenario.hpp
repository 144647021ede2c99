#pragma once
/// The light harness: what a scenarios file includes.
///
/// A scenario drives one answer with given arguments and returns values; it never says whether they are right. It
/// registers itself by name before main; the harness's main then runs it, for a judge or for a person.
///
///     Scenario const count_up{"count_up", "threads count together; total is what came out",
///                             {{"threads", 2, "how many"}, {"per_thread", 1000, "calls on each"}},
///                             [](Arguments const& given) -> Values {
///                                 return {{"total", ::count_up(given.integer("threads"),
///                                 given.integer("per_thread"))}};
///                             }};
///
/// Synchronisation: scenarios register during static initialisation and run one at a time on the main thread. What a
/// scenario starts it must join before it returns.

#include <cstdint>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "subject/value.hpp"

namespace hb::subject {

/// One argument that a scenario takes: its name, the value when none is given, and one line for --help. All texts here
/// and in Scenario are literals.
///
/// A constant, because a person waits for a subject to compile at each save: of constants there is nothing to compile.
struct Parameter {
    constexpr Parameter(char const* its_name, std::int64_t its_standard, char const* its_help)
        : name{its_name}, standard{its_standard}, help{its_help} {}
    constexpr Parameter(char const* its_name, std::string_view its_standard, char const* its_help)
        : name{its_name}, standard{its_standard}, help{its_help} {}

    [[nodiscard]] Value standard_value() const;

    char const* name;
    std::variant<std::int64_t, std::string_view> standard;
    char const* help;
};

/// What a scenario throws at arguments that make no sense. A type of its own, so that it is told from what answers
/// throw.
struct BadArguments : std::invalid_argument {
    using std::invalid_argument::invalid_argument;
};

/// The arguments of one run. Every scenario also has `seed`, an integer.
class Arguments {
public:
    explicit Arguments(Values values) : values_{std::move(values)} {}

    /// The argument of that name. Throws BadArguments if there is none of that type.
    [[nodiscard]] std::int64_t integer(std::string_view name) const;
    [[nodiscard]] std::string const& text(std::string_view name) const;
    [[nodiscard]] std::uint64_t seed() const { return static_cast<std::uint64_t>(integer("seed")); }
    [[nodiscard]] Values const& all() const { return values_; }

private:
    Values values_;
};

/// Before a scenario's function whose body runs once: the compiler shall spend its time on the answer, which it would
/// otherwise inline into each scenario. Functions in it, the lambdas that threads run among them, are optimised as
/// ever.
#ifdef __clang__
#define HB_RUNS_ONCE [[clang::optnone]]
#else
#define HB_RUNS_ONCE
#endif

/// A plain function: scenarios capture nothing.
using Run = Values (*)(Arguments const&);

/// A scenario, registered for the life of the program by being constructed.
struct Scenario {
    /// `expected` is shown to a person beside the actual values; a judge never sees it. It may be null.
    Scenario(char const* name, char const* help, std::initializer_list<Parameter> parameters, Run run,
             Run expected = nullptr);
    Scenario(Scenario const&) = delete;
    Scenario& operator=(Scenario const&) = delete;
    ~Scenario();

    char const* name;
    char const* help;
    std::vector<Parameter> parameters;
    Run run;
    Run expected;
};

/// Every registered scenario, in the order of registration.
[[nodiscard]] std::vector<Scenario const*> const& scenarios();

/// A number that looks random and depends on nothing but the seed and the position: inputs without a generator to
/// share. Source: the finaliser of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators,
/// 2014).
[[nodiscard]] constexpr std::uint64_t mixed(std::uint64_t seed, std::uint64_t position) {
    std::uint64_t z = seed + (position + 1) * 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
}

}  // namespace hb::subject
