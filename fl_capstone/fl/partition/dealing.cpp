#include "fl/partition/dealing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <queue>
#include <stdexcept>
#include <utility>

namespace fl {

std::vector<Client> empty_clients(Dataset const& data, std::size_t clients, std::size_t smallest) {
    if (clients == 0) throw std::invalid_argument{"a federation needs at least one client: choose 1 or more"};
    if (smallest == 0) throw std::invalid_argument{"a client needs at least one sample: choose 1 or more"};
    if (smallest > data.size() / clients)
        throw std::invalid_argument{
            fmt::format("{} samples are too few for {} clients of at least {}: choose fewer clients, or more samples",
                        data.size(), clients, smallest)};
    std::vector<Client> federation(clients);
    for (std::size_t i = 0; i < clients; ++i)
        federation[i].id = static_cast<std::uint32_t>(i);
    return federation;
}

std::vector<std::uint32_t> shuffled_samples(Dataset const& data, Random& random) {
    std::vector<std::uint32_t> samples(data.size());
    std::iota(samples.begin(), samples.end(), 0U);
    random.shuffle(std::span{samples});
    return samples;
}

void deal(std::span<std::uint32_t const> samples, std::span<double const> shares, std::span<Client> clients) {
    double sum = 0;
    std::size_t from = 0;
    for (std::size_t i = 0; i < clients.size(); ++i) {
        sum += shares[i];
        auto const ideal = static_cast<std::size_t>(std::llround(sum * static_cast<double>(samples.size())));
        // The shares' own rounding errors must not lose the last sample.
        auto const to = i + 1 == clients.size() ? samples.size() : std::clamp(ideal, from, samples.size());
        auto const piece = samples.subspan(from, to - from);
        clients[i].samples.insert(clients[i].samples.end(), piece.begin(), piece.end());
        from = to;
    }
}

void top_up(std::span<Client> clients, std::size_t smallest) {
    auto const smaller = [](Client const* a, Client const* b) {
        return std::pair{a->samples.size(), b->id} < std::pair{b->samples.size(), a->id};
    };
    std::priority_queue<Client*, std::vector<Client*>, decltype(smaller)> largest{smaller};
    for (auto& client : clients)
        if (client.samples.size() > smallest) largest.push(&client);
    for (auto& client : clients) {
        while (client.samples.size() < smallest) {
            auto* const giver = largest.top();
            largest.pop();
            client.samples.push_back(giver->samples.back());
            giver->samples.pop_back();
            if (giver->samples.size() > smallest) largest.push(giver);
        }
    }
}

}  // namespace fl
