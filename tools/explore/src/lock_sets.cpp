#include "lock_sets.hpp"

#include <limits>
#include <map>

#include "execution.hpp"

namespace hb::explore {
namespace {

std::map<std::vector<std::uintptr_t>, LockSet> numbers;
std::vector<std::vector<std::uintptr_t> const*> sets{nullptr};

}  // namespace

LockSet number_of(std::vector<std::uintptr_t> const& mutexes) {
    auto const [place, is_new] = numbers.try_emplace(mutexes, static_cast<LockSet>(sets.size()));
    if (is_new) {
        if (sets.size() > std::numeric_limits<LockSet>::max())
            end_execution(Ending::unmodelled, "std::lock with more than %zu sets of mutexes", sets.size() - 1);
        sets.push_back(&place->first);
    }
    return place->second;
}

std::span<std::uintptr_t const> mutexes_of(LockSet set) {
    return set == 0 ? std::span<std::uintptr_t const>{} : std::span{*sets[set]};
}

}  // namespace hb::explore
