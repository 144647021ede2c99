#include <fmt/format.h>

#include <numeric>
#include <stdexcept>

#include "fl/partition/partition.hpp"

namespace fl {

std::vector<Client> partition_iid(Dataset const& data, std::size_t clients, std::uint64_t seed) {
    if (clients == 0 || clients > data.size())
        throw std::invalid_argument{fmt::format("{} samples cannot be dealt to {} clients", data.size(), clients)};
    std::vector<std::uint32_t> order(data.size());
    std::iota(order.begin(), order.end(), 0U);
    Random random{seed, 0, 0, Purpose::partition};
    random.shuffle(std::span{order});
    std::vector<Client> federation(clients);
    for (std::size_t i = 0; i < clients; ++i)
        federation[i].id = static_cast<std::uint32_t>(i);
    for (std::size_t i = 0; i < order.size(); ++i)
        federation[i % clients].samples.push_back(order[i]);
    return federation;
}

}  // namespace fl
