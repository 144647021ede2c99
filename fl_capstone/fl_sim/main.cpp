// fl_sim: federated learning, simulated on this machine.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <exception>
#include <map>
#include <memory>
#include <string>
#include <thread>

#include "fl/data/synthetic.hpp"
#include "fl/partition/partition.hpp"
#include "fl/simulation/simulation.hpp"
#include "fl/torch/make_model.hpp"

namespace {

struct Options {
    std::string model = "logistic";
    std::string data = "mnist";
    std::string engine = "best";
    std::string executor = "threads";
    std::size_t workers = std::max(1U, std::thread::hardware_concurrency());
    std::size_t clients = 100;
    fl::Federation federation{.clients = {}, .sampled = 10, .rounds = 20, .test_every = 5};
    fl::LocalTraining local;
    std::uint64_t seed = 42;
};

std::map<std::string, fl::ImageShape> const shapes{{"mnist", {1, 28, 28}}, {"cifar10", {3, 32, 32}}};

using MakeNetwork = fl::Network (*)(fl::ImageShape, std::size_t);
std::map<std::string, MakeNetwork> const networks{
    {"logistic", fl::logistic}, {"2nn", fl::two_nn}, {"lenet", fl::lenet}};

std::map<std::string, fl::Engine> const engines{
    {"best", fl::Engine::best}, {"kernels", fl::Engine::kernels}, {"autograd", fl::Engine::autograd}};

template <class Value>
std::vector<std::string> names(std::map<std::string, Value> const& known) {
    std::vector<std::string> all;
    for (auto const& [name, value] : known)
        all.push_back(name);
    return all;
}

void describe(CLI::App& app, Options& options) {
    app.add_option("--model", options.model, "What is trained")
        ->check(CLI::IsMember(names(networks)))
        ->capture_default_str();
    app.add_option("--data", options.data, "Shape of the synthetic images")
        ->check(CLI::IsMember(names(shapes)))
        ->capture_default_str();
    app.add_option("--engine", options.engine, "What computes: our kernels, LibTorch, or the best that the model has")
        ->check(CLI::IsMember(names(engines)))
        ->capture_default_str();
    app.add_option("--executor", options.executor, "Who trains")
        ->check(CLI::IsMember({"sequential", "threads"}))
        ->capture_default_str();
    app.add_option("--workers", options.workers, "Threads")->check(CLI::Range(1, 1024))->capture_default_str();
    app.add_option("--clients", options.clients, "In all")->check(CLI::PositiveNumber)->capture_default_str();
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
    app.add_flag_callback(
        "--augment", [&options] { options.local.augmentation = {.flip = true, .padding = 4}; },
        "Train on flipped images and on pieces of padded ones");
    app.add_option("--seed", options.seed, "Of everything that is random")->capture_default_str();
    app.footer(
        "Examples:\n"
        "  fl_sim\n"
        "  fl_sim --model lenet --data cifar10 --clients 100 --sampled 100 --rounds 5 --epochs 5 --batch 50 "
        "--learning-rate 0.1 --augment\n"
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

void simulate(Options& options) {
    auto const split = fl::synthetic({.shape = shapes.at(options.data), .seed = options.seed});
    auto const model = fl::make_model(networks.at(options.model)(split.training.shape, split.training.classes),
                                      engines.at(options.engine));
    fl::Course const course{*model, split.training, options.local, options.seed};
    options.federation.clients = fl::partition_iid(split.training, options.clients, options.seed);
    auto const executor = options.executor == "sequential" ? fl::sequential_executor(course)
                                                           : fl::threads_executor(course, options.workers);
    fmt::print("{} ({} parameters), {} clients, {} a round; {}\n\n", model->name(), model->parameters(),
               options.clients, options.federation.sampled, executor->name());
    fmt::print("{:>6} {:>8} {:>10} {:>10} {:>11}\n", "round", "clients", "loss", "test loss", "accuracy");
    auto const begin = std::chrono::steady_clock::now();
    auto const parameters = fl::simulate(course, options.federation, split.test, *executor, print);
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
