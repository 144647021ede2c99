#include "fl/simulation/sampling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "fl/random/random.hpp"

namespace fl {
namespace {

/// Efraimidis and Spirakis, Information Processing Letters 97, 2006: each client waits for an exponential time, at a
/// rate of its samples; those who come first are drawn.
void order_by_size(std::span<std::uint32_t> numbers, std::span<Client const> clients, std::size_t count,
                   Random& random) {
    std::vector<double> times(clients.size());
    for (std::size_t i = 0; i < clients.size(); ++i)
        times[i] = -std::log1p(-random.uniform_double()) / static_cast<double>(clients[i].samples.size());
    std::ranges::partial_sort(numbers, numbers.begin() + static_cast<std::ptrdiff_t>(count), {},
                              [&](std::uint32_t number) { return std::pair{times[number], number}; });
}

}  // namespace

std::vector<std::uint32_t> sample_clients(std::span<Client const> clients, std::size_t count, Sampling sampling,
                                          std::uint64_t seed, std::uint32_t round) {
    if (count == 0 || count > clients.size())
        throw std::invalid_argument{fmt::format("{} clients a round cannot be sampled from {}: choose 1 to {}", count,
                                                clients.size(), clients.size())};
    Random random{seed, round, 0, Purpose::sampling};
    std::vector<std::uint32_t> numbers(clients.size());
    std::iota(numbers.begin(), numbers.end(), 0U);
    if (sampling == Sampling::by_size)
        order_by_size(numbers, clients, count, random);
    else
        random.shuffle(std::span{numbers});
    numbers.resize(count);
    std::ranges::sort(numbers);
    return numbers;
}

}  // namespace fl
