#include "fl/random/dirichlet.hpp"

#include "fl/partition/dealing.hpp"
#include "fl/partition/partition.hpp"

namespace fl {

std::vector<Client> partition_dirichlet(Dataset const& data, std::size_t clients, double alpha, std::uint64_t seed,
                                        std::size_t smallest) {
    auto federation = empty_clients(data, clients, smallest);
    Random random{seed, 0, 0, Purpose::partition};
    std::vector<std::vector<std::uint32_t>> of_label(data.classes);
    for (auto const sample : shuffled_samples(data, random))
        of_label[data.labels[sample]].push_back(sample);
    for (auto const& samples : of_label)
        deal(samples, dirichlet(random, clients, alpha), federation);
    top_up(federation, smallest);
    return federation;
}

}  // namespace fl
