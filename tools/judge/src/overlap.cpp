#include "judge/overlap.hpp"

#include "subject/scenario.hpp"

namespace hb::judge {

OverlapEvidence observe_overlap(Launch const& launch, std::string const& scenario, subject::Values const& arguments,
                                std::uint64_t seed, std::string const& reply, std::int64_t wanted) {
    OverlapEvidence evidence;
    evidence.wanted = wanted;
    auto given = arguments;
    given.emplace_back("seed", static_cast<std::int64_t>(subject::mixed(seed, 0) >> 20U));
    evidence.exchange = ask_once(launch, scenario, given);
    auto const* reached = subject::find(evidence.exchange.reply, reply);
    if (reached != nullptr && std::holds_alternative<std::int64_t>(*reached)) {
        evidence.reached = std::get<std::int64_t>(*reached);
    }
    return evidence;
}

}  // namespace hb::judge
