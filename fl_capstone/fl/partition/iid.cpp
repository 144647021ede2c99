#include "fl/partition/dealing.hpp"
#include "fl/partition/partition.hpp"

namespace fl {

std::vector<Client> partition_iid(Dataset const& data, std::size_t clients, std::uint64_t seed) {
    auto federation = empty_clients(data, clients);
    Random random{seed, 0, 0, Purpose::partition};
    std::size_t next = 0;
    for (auto const sample : shuffled_samples(data, random))
        federation[next++ % clients].samples.push_back(sample);
    return federation;
}

}  // namespace fl
