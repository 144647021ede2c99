#pragma once
/// What a person may say to fl_sim, on the command line and in a file.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "fl/simulation/simulation.hpp"

namespace fl_sim {

/// What was asked for of a strategy; the rest is as its paper has it.
struct ServerSettings {
    std::optional<double> learning_rate;
    std::optional<double> momentum;
    std::optional<double> second;
    std::optional<double> tau;
    std::optional<double> mu;
};

/// A run, as it was asked for.
struct Options {
    std::string model = "logistic";
    std::string data = "mnist";
    std::filesystem::path folder;
    std::vector<std::filesystem::path> libsvm;
    std::string strategy = "fedavg";
    ServerSettings server;
    std::string engine = "best";
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
    std::filesystem::path csv;
    std::filesystem::path json_lines;
};

/// Adds the options to a command line, with their checks and standards. `options` must live as long as `app`.
void describe(CLI::App& app, Options& options);

}  // namespace fl_sim
