#include "fl/partition/dealing.hpp"
#include "fl/partition/partition.hpp"
#include "fl/random/dirichlet.hpp"

namespace fl {

std::vector<Client> partition_quantity(Dataset const& data, std::size_t clients, double alpha, std::uint64_t seed,
                                       std::size_t smallest) {
    auto federation = empty_clients(data, clients, smallest);
    Random random{seed, 0, 0, Purpose::partition};
    auto const samples = shuffled_samples(data, random);
    deal(samples, dirichlet(random, clients, alpha), federation);
    top_up(federation, smallest);
    return federation;
}

}  // namespace fl
