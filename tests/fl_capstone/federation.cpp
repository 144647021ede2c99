// A small federation on threads, as a program to be run under ThreadSanitizer. Usage: federation WORKERS [fails]
// With "fails", every client's loss is not a number. Prints the fingerprint, or what was thrown.

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string_view>

#include "fl/data/synthetic.hpp"
#include "fl/kernels/model.hpp"
#include "fl/partition/partition.hpp"
#include "fl/simulation/simulation.hpp"
#include "fl/strategy/strategy.hpp"

int main(int argc, char** argv) {
    auto const workers = static_cast<std::size_t>(argc > 1 ? std::atoi(argv[1]) : 1);
    bool const fails = argc > 2 && argv[2] == std::string_view{"fails"};
    auto const split = fl::synthetic({.shape = {1, 16, 16}, .training = 600, .test = 2'500});
    auto const model = fl::kernel_model(fl::logistic(split.training.shape, split.training.classes));
    fl::Course const course{*model, split.training, {2, 10, fails ? 1e30F : 0.03F}, 42};
    fl::Federation const federation{.clients = fl::partition_iid(split.training, 30, 42), .sampled = 20, .rounds = 3};
    auto const executor = fl::threads_executor(course, workers);
    try {
        auto const strategy = fl::scaffold();  // its clients keep and send the most
        auto const parameters = fl::simulate(course, federation, *strategy, split.test, *executor, [](auto const&) {});
        std::puts(fl::fingerprint(parameters).c_str());
    } catch (std::exception const& error) {
        std::puts(error.what());
    }
}
