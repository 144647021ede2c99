#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "fl/partition/dealing.hpp"
#include "fl/partition/partition.hpp"

namespace fl {

std::vector<Client> partition_shards(Dataset const& data, std::size_t clients, std::size_t shards, std::uint64_t seed) {
    auto federation = empty_clients(data, clients);
    if (shards < clients || shards > data.size())
        throw std::invalid_argument{fmt::format("{} shards of {} samples for {} clients: choose {} to {} shards",
                                                shards, data.size(), clients, clients, data.size())};
    std::vector<std::uint32_t> samples(data.size());
    std::iota(samples.begin(), samples.end(), 0U);
    std::ranges::sort(samples, {}, [&](std::uint32_t sample) { return std::pair{data.labels[sample], sample}; });
    std::vector<std::uint32_t> order(shards);
    std::iota(order.begin(), order.end(), 0U);
    Random random{seed, 0, 0, Purpose::partition};
    random.shuffle(std::span{order});
    auto const begin_of = [&](std::size_t shard) { return shard * samples.size() / shards; };
    for (std::size_t i = 0; i < shards; ++i) {
        auto& client = federation[i % clients];
        for (auto at = begin_of(order[i]); at < begin_of(order[i] + 1); ++at)
            client.samples.push_back(samples[at]);
    }
    return federation;
}

}  // namespace fl
