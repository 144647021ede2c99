// fl_sim: federated learning, simulated on this machine.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "fl/data/cifar10.hpp"
#include "fl/data/idx.hpp"
#include "fl/data/libsvm.hpp"
#include "fl/data/synthetic.hpp"
#include "fl/model/logistic.hpp"
#include "fl/partition/partition.hpp"
#include "fl/simulation/simulation.hpp"
#include "fl/torch/autograd.hpp"

namespace {

/// What was asked for; the rest is as the strategy has it.
struct ServerSettings {
    std::optional<double> learning_rate;
    std::optional<double> momentum;
    std::optional<double> second;
    std::optional<double> tau;
    std::optional<double> mu;
};

fl::Adaptive adaptive(ServerSettings const& asked, fl::Adaptive settings) {
    settings.learning_rate = asked.learning_rate.value_or(settings.learning_rate);
    settings.first = asked.momentum.value_or(settings.first);
    settings.second = asked.second.value_or(settings.second);
    settings.tau = asked.tau.value_or(settings.tau);
    return settings;
}

struct Options {
    std::string model = "logistic";
    std::string data = "mnist";
    std::filesystem::path folder;
    std::vector<std::filesystem::path> libsvm;
    std::string strategy = "fedavg";
    std::string executor = "threads";
    std::size_t workers = std::max(1U, std::thread::hardware_concurrency());
    std::size_t clients = 100;
    std::string partition = "iid";
    double alpha = 0.5;
    std::size_t shards = 200;
    std::string sampling = "uniform";
    fl::Federation federation{.clients = {}, .sampled = 10, .rounds = 20, .test_every = 5};
    fl::LocalTraining local;
    std::uint64_t seed = 42;
    fl::Checkpoints checkpoints;
    ServerSettings server;
};

std::map<std::string, fl::ImageShape> const shapes{{"mnist", {1, 28, 28}}, {"cifar10", {3, 32, 32}}};

using MakeModel = std::function<std::unique_ptr<fl::Model>(fl::ImageShape, std::size_t)>;
std::map<std::string, MakeModel> const models{
    {"logistic", fl::logistic_regression},
    {"2nn", [](auto shape, auto classes) { return fl::autograd_model(fl::two_nn(shape, classes)); }},
    {"lenet", [](auto shape, auto classes) { return fl::autograd_model(fl::lenet(shape, classes)); }},
};

using Partition = std::function<std::vector<fl::Client>(fl::Dataset const&, Options const&)>;
std::map<std::string, Partition> const partitions{
    {"iid", [](auto& data, auto& of) { return fl::partition_iid(data, of.clients, of.seed); }},
    {"dirichlet", [](auto& data, auto& of) { return fl::partition_dirichlet(data, of.clients, of.alpha, of.seed); }},
    {"shards", [](auto& data, auto& of) { return fl::partition_shards(data, of.clients, of.shards, of.seed); }},
    {"quantity", [](auto& data, auto& of) { return fl::partition_quantity(data, of.clients, of.alpha, of.seed); }},
};

std::map<std::string, fl::Sampling> const samplings{{"uniform", fl::Sampling::uniform},
                                                    {"by-size", fl::Sampling::by_size}};

using MakeStrategy = std::function<std::unique_ptr<fl::Strategy>(ServerSettings const&)>;
std::map<std::string, MakeStrategy> const strategies{
    {"fedadagrad", [](auto& of) { return fl::fedadagrad(adaptive(of, {.first = 0})); }},
    {"fedadam", [](auto& of) { return fl::fedadam(adaptive(of, {})); }},
    {"fedavg", [](auto&) { return fl::fedavg(); }},
    {"fedavgm", [](auto& of) { return fl::fedavgm(of.momentum.value_or(0.9), of.learning_rate.value_or(1)); }},
    {"fednova", [](auto&) { return fl::fednova(); }},
    {"fedprox", [](auto& of) { return fl::fedprox(of.mu.value_or(0.01)); }},
    {"fedyogi", [](auto& of) { return fl::fedyogi(adaptive(of, {})); }},
    {"scaffold", [](auto& of) { return fl::scaffold(of.learning_rate.value_or(1)); }},
};

template <class Value>
std::vector<std::string> names(std::map<std::string, Value> const& known) {
    std::vector<std::string> all;
    for (auto const& [name, value] : known)
        all.push_back(name);
    return all;
}

void describe(CLI::App& app, Options& options) {
    app.add_option("--model", options.model, "What is trained")
        ->check(CLI::IsMember(names(models)))
        ->capture_default_str();
    app.add_option("--data", options.data,
                   "Images: synthetic ones of this set's shape, or, with --data-folder, the set itself")
        ->check(CLI::IsMember(names(shapes)))
        ->capture_default_str();
    app.add_option("--data-folder", options.folder, "Where the files of the data set are");
    app.add_option("--libsvm", options.libsvm, "In place of images: a training and a test file of LibSVM's text")
        ->expected(2)
        ->excludes("--data-folder");
    app.add_option("--strategy", options.strategy, "How updates are made and brought together")
        ->check(CLI::IsMember(names(strategies)))
        ->capture_default_str();
    app.add_option("--executor", options.executor, "Who trains")
        ->check(CLI::IsMember({"sequential", "threads"}))
        ->capture_default_str();
    app.add_option("--workers", options.workers, "Threads")->check(CLI::Range(1, 1024))->capture_default_str();
    app.add_option("--clients", options.clients, "In all")->check(CLI::PositiveNumber)->capture_default_str();
    app.add_option("--partition", options.partition, "Which client has which samples")
        ->check(CLI::IsMember(names(partitions)))
        ->capture_default_str();
    app.add_option("--alpha", options.alpha, "Of the partitions dirichlet and quantity: the smaller, the less equal")
        ->capture_default_str();
    app.add_option("--shards", options.shards, "Of the partition shards, in all")->capture_default_str();
    app.add_option("--sampling", options.sampling, "Of a round's clients")
        ->check(CLI::IsMember(names(samplings)))
        ->capture_default_str();
    app.add_option("--sampled", options.federation.sampled, "Clients a round")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    app.add_option("--rounds", options.federation.rounds, "Rounds")->check(CLI::PositiveNumber)->capture_default_str();
    app.add_option("--test-every", options.federation.test_every, "Rounds")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    app.add_option("--epochs", options.local.epochs, "A client's, each round")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    app.add_option("--batch", options.local.batch, "Images a step")->check(CLI::PositiveNumber)->capture_default_str();
    app.add_option("--learning-rate", options.local.learning_rate, "Of the clients' SGD")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    auto* const checkpoint = app.add_option("--checkpoint", options.checkpoints.file, "The file to save the run to");
    app.add_option("--checkpoint-every", options.checkpoints.every, "Rounds")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    app.add_flag("--resume", options.checkpoints.resume, "Go on from the checkpoint")->needs(checkpoint);
    app.add_option("--seed", options.seed, "Of everything that is random")->capture_default_str();
    auto const of_strategy = [&app](std::string const& name, std::optional<double>& value, std::string const& what) {
        app.add_option(name, value, what)->group("Settings of strategies (where left out, what their papers fix)");
    };
    of_strategy("--server-learning-rate", options.server.learning_rate, "Of scaffold, fedavgm and the adaptive ones");
    of_strategy("--server-momentum", options.server.momentum, "Of fedavgm; beta 1 of the adaptive ones");
    of_strategy("--beta2", options.server.second, "Of fedadam and fedyogi");
    of_strategy("--tau", options.server.tau, "Of the adaptive ones");
    of_strategy("--mu", options.server.mu, "Of fedprox");
    app.footer(
        "Examples:\n"
        "  fl_sim\n"
        "  fl_sim --model lenet --data cifar10 --clients 100 --sampled 100 --rounds 5 --epochs 5 --batch 50 "
        "--learning-rate 0.1\n"
        "  fl_sim --strategy scaffold --partition dirichlet --alpha 0.1\n"
        "  fl_sim --executor sequential      the same fingerprint as with threads");
}

void print(fl::RoundReport const& report) {
    if (report.test.samples == 0) return;
    auto const mean = [](double sum, std::size_t count) { return sum / static_cast<double>(count); };
    fmt::print("{:>6} {:>8} {:>10.4f} {:>10.4f} {:>9.1f} %\n", report.round + 1, report.clients,
               mean(report.training.loss, report.training.samples), mean(report.test.loss, report.test.samples),
               100 * mean(static_cast<double>(report.test.correct), report.test.samples));
    std::fflush(stdout);
}

fl::Split read_data(Options const& options) {
    if (!options.libsvm.empty()) return fl::read_libsvm(options.libsvm[0], options.libsvm[1]);
    if (options.folder.empty()) return fl::synthetic({.shape = shapes.at(options.data), .seed = options.seed});
    return options.data == "mnist" ? fl::read_mnist(options.folder) : fl::read_cifar10(options.folder);
}

void simulate(Options& options) {
    auto const split = read_data(options);
    auto const model = models.at(options.model)(split.training.shape, split.training.classes);
    fl::Course const course{*model, split.training, options.local, options.seed};
    options.federation.clients = partitions.at(options.partition)(split.training, options);
    options.federation.sampling = samplings.at(options.sampling);
    auto const executor = options.executor == "sequential" ? fl::sequential_executor(course)
                                                           : fl::threads_executor(course, options.workers);
    options.checkpoints.failed = [](std::string const& why) { fmt::print(stderr, "fl_sim: no checkpoint: {}\n", why); };
    auto const strategy = strategies.at(options.strategy)(options.server);
    fmt::print("{} ({} parameters), {} clients, {} a round; {}; {}\n\n", model->name(), model->parameters(),
               options.clients, options.federation.sampled, strategy->name(), executor->name());
    fmt::print("{:>6} {:>8} {:>10} {:>10} {:>11}\n", "round", "clients", "loss", "test loss", "accuracy");
    auto const begin = std::chrono::steady_clock::now();
    auto const parameters =
        fl::simulate(course, options.federation, *strategy, split.test, *executor, print, options.checkpoints);
    std::chrono::duration<double> const seconds = std::chrono::steady_clock::now() - begin;
    fmt::print("\n{:.2f} s; fingerprint of the parameters (SHA-256): {}\n", seconds.count(),
               fl::fingerprint(parameters));
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    CLI::App app{"fl_sim simulates federated learning on this machine."};
    describe(app, options);
    CLI11_PARSE(app, argc, argv);
    try {
        simulate(options);
    } catch (std::exception const& error) {
        fmt::print(stderr, "fl_sim: {}\n", error.what());
        return 1;
    }
}
