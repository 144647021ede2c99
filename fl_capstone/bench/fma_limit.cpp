#include "bench/fma_limit.hpp"

#include "fl/kernels/simd.hpp"

namespace fl {

double multiply_and_add(std::size_t rounds, float& sink) {
    using namespace FL_PROCESSOR;
    constexpr std::size_t chains = 12;  // at least two units' throughput times a latency of 4 to 5 cycles
    Vector sums[chains]{};
    auto const factor = broadcast(sink);
    auto const term = broadcast(1 - sink);
    for (std::size_t round = 0; round < rounds; ++round)
        for (auto& sum : sums)
            sum = sum * factor + term;
    for (auto const& sum : sums)
        for (std::size_t lane = 0; lane < width; ++lane)
            sink += sum[lane] * 1e-30F;
    return 2.0 * chains * width * static_cast<double>(rounds);
}

}  // namespace fl
