#include "watching.hpp"

#include <fmt/format.h>

#include <random>
#include <set>
#include <string_view>

#include "rules_sources.hpp"

namespace hb::judge {
namespace {

constexpr int threads = 16;  // of tools/subject/src/planted.cpp

std::string_view name_of_access(char access) {
    return access == 'w' ? "write" : "read";
}

bool is_defined(Symbol const& symbol) {
    constexpr std::string_view undefined = "UwvN";  // N: debug information
    return undefined.find(symbol.type) == undefined.npos;
}

/// Visible to other objects.
bool is_exported(Symbol const& symbol) {
    return symbol.type == 'T' || symbol.type == 'W';
}

}  // namespace

PlantedRaces::PlantedRaces() {
    std::random_device random;
    std::uniform_int_distribution<int> first_thread{1, threads - 1};
    for (auto* const races : {&before_, &after_})
        for (auto const bytes : {1, 2, 4, 8})
            for (std::string_view const accesses : {"ww", "wr", "rw"}) {
                auto const first = first_thread(random);
                auto const second = std::uniform_int_distribution<int>{first + 1, threads}(random);
                races->push_back({fmt::format("--planted={},{},{},{}", first, second, bytes, accesses),
                                  fmt::format("thread {}'s {} is not ordered with thread {}'s {}", second,
                                              name_of_access(accesses[1]), first, name_of_access(accesses[0]))});
            }
}

void PlantedRaces::plant(explore::Settings& settings) const {
    for (auto const& race : before_)
        settings.planted_before.push_back(race.word);
    for (auto const& race : after_)
        settings.planted_after.push_back(race.word);
}

std::string PlantedRaces::missing(explore::Result const& result) const {
    if (result.planted.size() != before_.size() + after_.size())
        return fmt::format("{} planted races were reported instead of {}", result.planted.size(),
                           before_.size() + after_.size());
    auto seen = result.planted.begin();
    for (auto const* const races : {&before_, &after_})
        for (auto const& race : *races) {
            if (seen->ending != explore::Ending::data_race || seen->text != race.told)
                return fmt::format("a race that was planted {} the answer ran was not reported",
                                   races == &before_ ? "before" : "after");
            ++seen;
        }
    return {};
}

std::string replaced_function(std::filesystem::path const& subject, std::filesystem::path const& runtime) {
    std::set<std::string> functions;
    for (auto const& symbol : symbols(runtime))
        if (is_exported(symbol)) functions.insert(symbol.name);
    for (auto const& symbol : symbols(subject))
        if (is_defined(symbol) && functions.contains(symbol.name)) return symbol.name;
    return {};
}

}  // namespace hb::judge
