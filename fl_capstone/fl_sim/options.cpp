#include "fl_sim/options.hpp"

#include "fl_sim/choices.hpp"

namespace fl_sim {
namespace {

constexpr int most_workers = 1024;  // far more than processors

CLI::Validator more_than_zero() {
    auto const check = [](std::string const& text) {
        double value = 0;
        return CLI::detail::lexical_cast(text, value) && value > 0 ? std::string{} : text + " is not a number above 0";
    };
    return {check, "> 0"};
}

}  // namespace

void describe(CLI::App& app, Options& options) {
    app.add_option("--model", options.model, "What is trained")
        ->check(CLI::IsMember(names(networks)))
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
    auto const of_strategy = [&app](std::string const& name, std::optional<double>& value, std::string const& what) {
        app.add_option(name, value, what)->group("Settings of strategies (where left out, what their papers fix)");
    };
    of_strategy("--server-learning-rate", options.server.learning_rate, "Of scaffold, fedavgm and the adaptive ones");
    of_strategy("--server-momentum", options.server.momentum, "Of fedavgm; beta 1 of the adaptive ones");
    of_strategy("--beta2", options.server.second, "Of fedadam and fedyogi");
    of_strategy("--tau", options.server.tau, "Of the adaptive ones");
    of_strategy("--mu", options.server.mu, "Of fedprox");
    app.add_option("--engine", options.engine, "What computes: our kernels, LibTorch, or the best that the model has")
        ->check(CLI::IsMember(names(engines)))
        ->capture_default_str();
    app.add_option("--executor", options.executor, "Who trains")
        ->check(CLI::IsMember(names(executors)))
        ->capture_default_str();
    app.add_option("--workers", options.workers, "Threads or processes")
        ->check(CLI::Range(1, most_workers))
        ->capture_default_str();
    app.add_option("--clients", options.clients, "In all")->check(more_than_zero())->capture_default_str();
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
        ->check(more_than_zero())
        ->capture_default_str();
    app.add_option("--rounds", options.federation.rounds, "Rounds")->check(more_than_zero())->capture_default_str();
    app.add_option("--test-every", options.federation.test_every, "Rounds")
        ->check(more_than_zero())
        ->capture_default_str();
    app.add_option("--epochs", options.local.epochs, "A client's, each round")
        ->check(more_than_zero())
        ->capture_default_str();
    app.add_option("--batch", options.local.batch, "Images a step")->check(more_than_zero())->capture_default_str();
    app.add_option("--learning-rate", options.local.learning_rate, "Of the clients' SGD")
        ->check(more_than_zero())
        ->capture_default_str();
    app.add_option("--checkpoint", options.checkpoints.file, "The file to save the run to");
    app.add_option("--checkpoint-every", options.checkpoints.every, "Rounds")
        ->check(more_than_zero())
        ->capture_default_str();
    app.add_flag("--resume", options.checkpoints.resume, "Go on from the checkpoint");
    app.add_flag_callback(
        "--augment", [&options] { options.local.augmentation = {.flip = true, .padding = 4}; },
        "Train on flipped images and on pieces of padded ones");
    app.add_option("--csv", options.csv, "A file for the rounds' numbers, comma separated");
    app.add_option("--json-lines", options.json_lines, "A file for the rounds' numbers, a JSON object a line");
    app.add_option("--seed", options.seed, "Of everything that is random")->capture_default_str();
    app.set_config("--config", "", "A TOML file with these options; the command line comes first");
    app.allow_config_extras(CLI::config_extras_mode::error);
    app.footer(
        "Examples:\n"
        "  fl_sim\n"
        "  fl_sim --model lenet --data cifar10 --clients 100 --sampled 100 --rounds 5 --epochs 5 --batch 50 "
        "--learning-rate 0.1 --augment\n"
        "  fl_sim --strategy scaffold --partition dirichlet --alpha 0.1\n"
        "  fl_sim init run.toml && fl_sim --config run.toml\n"
        "  fl_sim --checkpoint run.fl --csv run.csv      (interrupted or killed: the same with --resume)\n"
        "  fl_sim --executor sequential      the same fingerprint as with threads");
}

}  // namespace fl_sim
