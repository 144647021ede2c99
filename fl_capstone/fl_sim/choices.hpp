#pragma once
/// What the words of the options stand for. A strategy, a model or a partition of one's own is a line here.

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "fl/partition/partition.hpp"
#include "fl/torch/make_model.hpp"
#include "fl_sim/options.hpp"

namespace fl_sim {

inline std::map<std::string, fl::ImageShape> const shapes{{"mnist", {1, 28, 28}}, {"cifar10", {3, 32, 32}}};

using MakeNetwork = fl::Network (*)(fl::ImageShape, std::size_t);
inline std::map<std::string, MakeNetwork> const networks{
    {"logistic", fl::logistic}, {"2nn", fl::two_nn}, {"lenet", fl::lenet}};

inline std::map<std::string, fl::Engine> const engines{
    {"best", fl::Engine::best}, {"kernels", fl::Engine::kernels}, {"autograd", fl::Engine::autograd}};

using Partition = std::function<std::vector<fl::Client>(fl::Dataset const&, Options const&)>;
inline std::map<std::string, Partition> const partitions{
    {"iid", [](fl::Dataset const& data, Options const& of) { return fl::partition_iid(data, of.clients, of.seed); }},
    {"dirichlet", [](fl::Dataset const& data,
                     Options const& of) { return fl::partition_dirichlet(data, of.clients, of.alpha, of.seed); }},
    {"shards", [](fl::Dataset const& data,
                  Options const& of) { return fl::partition_shards(data, of.clients, of.shards, of.seed); }},
    {"quantity", [](fl::Dataset const& data,
                    Options const& of) { return fl::partition_quantity(data, of.clients, of.alpha, of.seed); }},
};

inline std::map<std::string, fl::Sampling> const samplings{{"uniform", fl::Sampling::uniform},
                                                           {"by-size", fl::Sampling::by_size}};

using MakeExecutor = std::unique_ptr<fl::Executor> (*)(fl::Course const&, std::size_t workers);
inline std::map<std::string, MakeExecutor> const executors{
    {"processes", fl::processes_executor},
    {"sequential", [](auto const& course, auto) { return fl::sequential_executor(course); }},
    {"threads", fl::threads_executor},
};

inline fl::Adaptive adaptive(ServerSettings const& asked, fl::Adaptive settings) {
    settings.learning_rate = asked.learning_rate.value_or(settings.learning_rate);
    settings.first = asked.momentum.value_or(settings.first);
    settings.second = asked.second.value_or(settings.second);
    settings.tau = asked.tau.value_or(settings.tau);
    return settings;
}

using MakeStrategy = std::unique_ptr<fl::Strategy> (*)(ServerSettings const&);
inline std::map<std::string, MakeStrategy> const strategies{
    {"fedadagrad", [](auto& of) { return fl::fedadagrad(adaptive(of, {.first = 0})); }},
    {"fedadam", [](auto& of) { return fl::fedadam(adaptive(of, {})); }},
    {"fedavg", [](auto&) { return fl::fedavg(); }},
    {"fedavgm", [](auto& of) { return fl::fedavgm(of.momentum.value_or(0.9), of.learning_rate.value_or(1)); }},
    {"fednova", [](auto&) { return fl::fednova(); }},
    {"fedprox", [](auto& of) { return fl::fedprox(of.mu.value_or(0.01)); }},
    {"fedyogi", [](auto& of) { return fl::fedyogi(adaptive(of, {})); }},
    {"scaffold", [](auto& of) { return fl::scaffold(of.learning_rate.value_or(1)); }},
};

/// All words of a choice.
template <class Value>
std::vector<std::string> names(std::map<std::string, Value> const& known) {
    std::vector<std::string> all;
    for (auto const& [name, value] : known)
        all.push_back(name);
    return all;
}

}  // namespace fl_sim
