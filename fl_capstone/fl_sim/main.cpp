// fl_sim: federated learning, simulated on this machine.

#include <fmt/format.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <exception>
#include <fstream>
#include <sstream>

#include "fl/data/cifar10.hpp"
#include "fl/data/idx.hpp"
#include "fl/data/libsvm.hpp"
#include "fl/data/synthetic.hpp"
#include "fl_sim/choices.hpp"
#include "fl_sim/display.hpp"
#include "fl_sim/metrics.hpp"
#include "fl_sim/options.hpp"

namespace {

using namespace fl_sim;

constexpr int misused_status = 2;
constexpr int interrupted_status = 130;  // as shells say it: 128 + SIGINT

std::sig_atomic_t volatile interrupted = 0;

/// The first Ctrl-C ends the run after its round; a second one ends the program at once.
void listen_for_interrupts() {
    struct sigaction action{};
    action.sa_handler = [](int) { interrupted = 1; };
    action.sa_flags = SA_RESTART | static_cast<int>(SA_RESETHAND);
    ::sigaction(SIGINT, &action, nullptr);
}

fl::Split read_data(Options const& options) {
    if (!options.libsvm.empty()) return fl::read_libsvm(options.libsvm[0], options.libsvm[1]);
    if (options.folder.empty()) return fl::synthetic({.shape = shapes.at(options.data), .seed = options.seed});
    return options.data == "mnist" ? fl::read_mnist(options.folder) : fl::read_cifar10(options.folder);
}

int simulate(Options& options) {
    auto const split = read_data(options);
    auto const model = fl::make_model(networks.at(options.model)(split.training.shape, split.training.classes),
                                      engines.at(options.engine));
    fl::Course const course{*model, split.training, options.local, options.seed};
    options.federation.clients = partitions.at(options.partition)(split.training, options);
    options.federation.sampling = samplings.at(options.sampling);
    auto const executor = executors.at(options.executor)(course, options.workers);
    auto const strategy = strategies.at(options.strategy)(options.server);
    options.checkpoints.failed = [](std::string const& why) { fmt::print(stderr, "fl_sim: no checkpoint: {}\n", why); };
    options.federation.stops = [] { return interrupted != 0; };
    Metrics metrics{options.csv, options.json_lines, options.checkpoints.resume};
    fmt::print("{} ({} parameters), {} clients, {} a round; {}; {}\n\n", model->name(), model->parameters(),
               options.clients, options.federation.sampled, strategy->name(), executor->name());
    auto const begin = std::chrono::steady_clock::now();
    std::uint32_t rounds = 0;
    std::vector<float> parameters;
    {
        Display display{options.federation.rounds};
        auto const report = [&](fl::RoundReport const& one) {
            rounds = one.round + 1;
            metrics.write(one);
            display.show(one);
        };
        listen_for_interrupts();
        parameters =
            fl::simulate(course, options.federation, *strategy, split.test, *executor, report, options.checkpoints);
    }
    std::chrono::duration<double> const seconds = std::chrono::steady_clock::now() - begin;
    fmt::print("\n{:.2f} s; fingerprint of the parameters (SHA-256): {}\n", seconds.count(),
               fl::fingerprint(parameters));
    if (interrupted == 0) return 0;
    fmt::print(
        stderr, "fl_sim: interrupted after round {} of {}. {}\n", rounds, options.federation.rounds,
        options.checkpoints.file.empty()
            ? std::string{"Nothing was saved: --checkpoint FILE saves it the next time."}
            : fmt::format("{} has it: the same command with --resume goes on.", options.checkpoints.file.string()));
    return interrupted_status;
}

/// Throws std::runtime_error if the file is there already, or cannot be written.
void initialise(CLI::App const& app, std::filesystem::path const& file) {
    if (std::filesystem::exists(file))
        throw std::runtime_error{file.string() + " exists: name another file, or move it away"};
    std::ofstream out{file};
    out << "# Options of fl_sim, with their standards. fl_sim --config " << file.filename().string()
        << " runs with what stands here.\n\n";
    std::istringstream lines{app.config_to_str(true, true)};
    for (std::string line; std::getline(lines, line);)
        out << (line.ends_with("=\"\"") ? "# " : "") << line << '\n';  // what has no standard is left out
    if (!out.flush()) throw std::runtime_error{file.string() + " cannot be written"};
    fmt::print("{} is there: change it, then run fl_sim --config {}\n", file.string(), file.string());
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    CLI::App app{"fl_sim simulates federated learning on this machine."};
    describe(app, options);
    auto* const init = app.add_subcommand("init", "Writes a TOML file with all options, commented, to be changed");
    std::filesystem::path file = "fl_sim.toml";
    init->add_option("file", file, "Where to")->capture_default_str();
    init->configurable(false);
    try {
        app.parse(argc, argv);
    } catch (CLI::ConfigError const& error) {
        fmt::print(stderr, "fl_sim: the configuration file says something that is no option: {}\n", error.what());
        return misused_status;
    } catch (CLI::ParseError const& error) {
        return app.exit(error) == 0 ? 0 : misused_status;  // --help is no error
    }
    try {
        if (!*init) return simulate(options);
        initialise(app, file);
    } catch (std::exception const& error) {
        fmt::print(stderr, "fl_sim: {}\n", error.what());
        return 1;
    }
}
