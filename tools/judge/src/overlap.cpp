#include "judge/overlap.hpp"

namespace hb::judge {

OverlapEvidence observe_overlap(Launch const& launch, std::string const& scenario, subject::Values const& arguments,
                                std::string const& reply, std::int64_t wanted) {
    OverlapEvidence evidence;
    evidence.wanted = wanted;
    evidence.exchange = ask_once(launch, scenario, arguments);
    auto const* reached = subject::find(evidence.exchange.reply, reply);
    if (reached != nullptr && std::holds_alternative<std::int64_t>(*reached)) {
        evidence.reached = std::get<std::int64_t>(*reached);
    }
    return evidence;
}

}  // namespace hb::judge
