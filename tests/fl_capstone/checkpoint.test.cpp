// Runs that stop at any moment, and go on to the same bits; files that must not be used, and are not.

#include "fl/simulation/checkpoint.hpp"

#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <catch2/catch_all.hpp>

#include <chrono>
#include <memory>

#include "fl/data/synthetic.hpp"
#include "fl/kernels/model.hpp"
#include "fl/partition/partition.hpp"
#include "fl/simulation/simulation.hpp"
#include "folder.hpp"
#include "strategies.hpp"

using namespace fl;
using Catch::Matchers::ContainsSubstring;

namespace {

struct Setting {
    Split split = synthetic({.training = 300, .test = 10});
    std::unique_ptr<Model> model = kernel_model(logistic(split.training.shape, 10));
    LocalTraining local{.epochs = 1, .batch = 10, .learning_rate = 0.03F};
    Federation federation;
    std::uint64_t seed = 42;
    std::unique_ptr<Strategy> strategy = scaffold();

    Setting() {
        federation.clients = partition_quantity(split.training, 12, 0.5, 42);
        federation.sampled = 5;
        federation.rounds = federation.test_every = 8;
    }

    std::string run(Checkpoints const& checkpoints = {}, std::size_t workers = 1) {
        Course const course{*model, split.training, local, seed};
        auto const executor = workers == 1 ? sequential_executor(course) : threads_executor(course, workers);
        return fingerprint(
            simulate(course, federation, *strategy, split.test, *executor, [](auto const&) {}, checkpoints));
    }
};

void refuses(Setting& setting, Checkpoints const& checkpoints, std::string const& why) {
    CHECK_THROWS_MATCHES(setting.run(checkpoints), BadCheckpoint,
                         Catch::Matchers::MessageMatches(ContainsSubstring(why)));
}

/// Not to wait for anything: to be somewhere else each time.
void pass(std::chrono::nanoseconds time) {
    timespec const left{.tv_sec = time.count() / 1'000'000'000, .tv_nsec = time.count() % 1'000'000'000};
    nanosleep(&left, nullptr);
}

}  // namespace

TEST_CASE("a run that is stopped after any round goes on to the same bits, with every strategy, in another executor") {
    Folder const folder;
    Setting setting;
    for (auto const& make : every_strategy) {
        setting.strategy = make();
        CAPTURE(setting.strategy->name());
        setting.federation.rounds = 8;
        auto const expected = setting.run();
        for (std::uint32_t const rounds : {1U, 5U, 8U}) {
            Checkpoints const checkpoints{.file = folder / "checkpoint", .every = 100};
            setting.federation.rounds = rounds;
            (void)setting.run(checkpoints, 2);
            setting.federation.rounds = 8;
            setting.strategy = make();  // one that remembers nothing
            CHECK(setting.run({.file = folder / "checkpoint", .resume = true}) == expected);
        }
    }
}

TEST_CASE("a run that is killed at random moments, again and again, ends with the bits of one that is not") {
    Folder const folder;
    Setting setting;
    setting.federation.rounds = 60;
    auto const begin = std::chrono::steady_clock::now();
    auto const expected = setting.run({.file = folder / "unharmed", .every = 1}, 2);
    std::chrono::nanoseconds longest{(std::chrono::steady_clock::now() - begin) / 4};
    Random random{29, 0, 0, Purpose::data};
    auto const file = folder / "checkpoint";
    for (int killed = 0; killed < 15;) {
        auto const child = fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            try {
                (void)setting.run({.file = file, .every = 1, .resume = std::filesystem::exists(file)}, 2);
                _exit(0);
            } catch (...) {
                _exit(1);
            }
        }
        pass(std::chrono::duration_cast<std::chrono::nanoseconds>(longest * random.uniform()));
        kill(child, SIGKILL);
        int status = 0;
        REQUIRE(waitpid(child, &status, 0) == child);
        if (WIFSIGNALED(status)) {
            ++killed;
            continue;
        }
        REQUIRE(WEXITSTATUS(status) == 0);
        CHECK(setting.run({.file = file, .resume = true}) == expected);  // it came to its end: once more, and faster
        std::filesystem::remove(file);
        longest /= 2;
    }
    CHECK(setting.run({.file = file, .every = 1, .resume = std::filesystem::exists(file)}) == expected);
}

TEST_CASE("a checkpoint that is cut off or changed anywhere is refused") {
    Folder const folder;
    Setting setting;
    setting.federation.rounds = 1;
    Checkpoints const checkpoints{.file = folder / "checkpoint", .resume = true};
    (void)setting.run({.file = checkpoints.file});
    auto const whole = content_of(checkpoints.file);
    CHECK_NOTHROW(setting.run(checkpoints));
    Random random{31, 0, 0, Purpose::data};
    for (std::size_t i = 0; i < 60; ++i) {
        auto const at = i < 30 ? i : random.below(static_cast<std::uint32_t>(whole.size()));
        CAPTURE(at);
        folder.write("checkpoint", whole.substr(0, at));
        refuses(setting, checkpoints, "is damaged, cut off, or not a checkpoint");
        auto changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 1 << random.below(8));
        folder.write("checkpoint", changed);
        refuses(setting, checkpoints, "is damaged");
    }
    folder.write("checkpoint", whole + "x");
    refuses(setting, checkpoints, "is damaged");
    std::filesystem::remove(checkpoints.file);
    refuses(setting, checkpoints,
            "cannot be opened: No such file or directory; to begin from the start, do not resume");
}

TEST_CASE("a checkpoint of another configuration is refused, and says in what they differ") {
    Folder const folder;
    Checkpoints const checkpoints{.file = folder / "checkpoint", .resume = true};
    {
        Setting setting;
        (void)setting.run({.file = checkpoints.file});
    }
    auto const other = [&](auto change, std::string const& why) {
        Setting setting;
        change(setting);
        refuses(setting, checkpoints, why);
    };
    other([](auto& of) { of.seed = 43; }, "it has \"seed: 42\" where this one has \"seed: 43\"");
    other([](auto& of) { of.local.learning_rate = 0.04F; }, "\"learning rate: 0.03\" where this one has");
    other([](auto& of) { of.local.batch = 11; }, "\"batch: 10\"");
    other([](auto& of) { of.local.epochs = 2; }, "\"epochs: 1\"");
    other([](auto& of) { of.strategy = fedavg(); },
          "it has \"strategy: SCAFFOLD, learning rate 1\" where this one has \"strategy: FedAvg\"");
    other([](auto& of) { of.strategy = scaffold(0.5); }, "\"strategy: SCAFFOLD, learning rate 0.5\"");
    other([](auto& of) { of.federation.sampled = 6; }, "\"sampling: 5 of 12 clients, uniform\"");
    other([](auto& of) { of.federation.sampling = Sampling::by_size; }, "\"sampling: 5 of 12 clients, by size\"");
    other([](auto& of) { std::swap(of.federation.clients[0].samples[0], of.federation.clients[1].samples[0]); },
          "\"partition: ");
    other([](auto& of) { ++of.split.training.pixels[5]; }, "\"training set: ");
    other([](auto& of) { of.federation.rounds = 7; }, "is of a run of 8 rounds: resume it for as many at least, not 7");
}

TEST_CASE("a full disk ends no run, and costs no checkpoint that was there") {
    Folder const folder;
    Setting setting;
    auto const file = folder / "checkpoint";
    setting.federation.rounds = 3;
    (void)setting.run({.file = file});
    auto const before = content_of(file);
    std::filesystem::create_symlink("/dev/full", folder / "checkpoint.new");  // where the next one is written
    setting.federation.rounds = 5;
    std::vector<std::string> failures;
    auto const failed = [&](std::string const& why) { failures.push_back(why); };
    Setting undisturbed;
    undisturbed.federation.rounds = 5;
    auto const expected = undisturbed.run();
    CHECK(setting.run({.file = file, .resume = true, .failed = failed}) == expected);
    REQUIRE(failures.size() == 1);
    CHECK_THAT(failures[0], ContainsSubstring("checkpoint: cannot be written: No space left on device; the earlier "
                                              "checkpoint, if there is one, is as it was"));
    CHECK(content_of(file) == before);
    CHECK(!std::filesystem::is_symlink(folder / "checkpoint.new"));
    CHECK(setting.run({.file = file, .resume = true, .failed = failed}) == expected);
    CHECK(failures.size() == 1);
    CHECK(content_of(file) != before);
}

TEST_CASE("a checkpoint that cannot be created is told, and the run goes on") {
    Folder const folder;
    Setting setting;
    std::vector<std::string> failures;
    auto const failed = [&](std::string const& why) { failures.push_back(why); };
    auto const expected = setting.run();
    CHECK(setting.run({.file = folder / "no such folder" / "checkpoint", .every = 4, .failed = failed}) == expected);
    CHECK(failures.size() == 2);
    CHECK_THAT(failures.at(0), ContainsSubstring("cannot be created: No such file or directory"));
}

TEST_CASE("a checkpoint keeps no state of clients that never took part") {
    Folder const folder;
    Setting setting;
    setting.federation.rounds = 1;
    (void)setting.run({.file = folder / "checkpoint"});
    auto const vector = setting.model->parameters() * sizeof(float);
    auto const size = std::filesystem::file_size(folder / "checkpoint");
    CHECK(size > 7 * vector);  // global, control variate, five clients
    CHECK(size < 8 * vector);
}

TEST_CASE("impossible wishes about checkpoints are refused") {
    Setting setting;
    CHECK_THROWS_AS(setting.run({.resume = true}), std::invalid_argument);
    CHECK_THROWS_AS(setting.run({.file = "/nowhere/at/all", .every = 0}), std::invalid_argument);
}
