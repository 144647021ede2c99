#include "execution.hpp"
#include "explorer.hpp"

namespace hb::explore {

std::unique_ptr<Search> new_search(Part const& part, std::uint64_t first) {
    switch (settings.strategy) {
        case Strategy::random:
            return random_search(settings.seed, first);
        case Strategy::dpor:
            // To it an unlock is an operation like others, which another thread's try_lock may not change places with.
            visibility.unlocks = wanted_visibility.unlocks = true;
            return dpor_search(part);
        case Strategy::pct:
            return pct_search(settings.seed, settings.depth, first);
        case Strategy::thorough:
            visibility.unlocks = wanted_visibility.unlocks = true;
            return thorough_search({settings.seed, settings.depth, settings.seconds, settings.rest});
        default:
            return depth_first_search(settings.preemptions, part);
    }
}

}  // namespace hb::explore
