// How good is the verdict `fast`? Judges answers of known speed again and again, and prints a table of right, wrong and
// inconclusive verdicts with 95 % binomial intervals (Wilson 1927).
//
// The bar is 0.6 of the reference's speed. The answers: the reference itself (1.00), 1.3 times the bar (0.78) and the
// bar divided by 1.3 (0.46). Exit status 1 if a wrong verdict comes more often than the project promises (0.5 %, and
// one more for chance).

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cmath>
#include <random>
#include <stop_token>
#include <thread>

#include "grade/verdict.hpp"
#include "judge/pairs.hpp"

namespace {

using namespace hb;

constexpr double bar = 0.6;
constexpr double promised_wrong = 0.005;

struct Case {
    char const* name;
    int percent;  ///< of the reference's work
    grade::Result right;
};

constexpr Case cases[] = {{"identical code", 100, grade::Result::pass},
                          {"1.3 times the bar", 128, grade::Result::pass},
                          {"the bar / 1.3", 217, grade::Result::fail}};

struct Count {
    int right = 0;
    int wrong = 0;
    int inconclusive = 0;
};

std::string share(int count, int of) {
    constexpr double z = 1.96;
    double const n = of;
    double const p = count / n;
    double const centre = (p + z * z / (2 * n)) / (1 + z * z / n);
    double const half = z / (1 + z * z / n) * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    return fmt::format("{:.1f} % ({:.2f} to {:.2f})", 100 * p, 100 * std::max(0.0, centre - half),
                       100 * (centre + half));
}

judge::Launch subject(int percent) {
    judge::Launch launch;
    launch.executable = fmt::format("{}/fast_quality.{}", HB_FOLDER, percent);
    return launch;
}

Count measure(Case const& one, int trials, std::mt19937_64& random) {
    Count count;
    for (int i = 0; i < trials; ++i) {
        judge::PairsRequest const request{subject(one.percent), subject(100), "timed", {}, random()};
        auto const evidence =
            judge::observe_pairs(request, [](judge::PairsEvidence const& pairs) { return grade::settled(pairs, bar); });
        auto const verdict = grade::verdict_of(evidence, bar);
        if (verdict.result == one.right) {
            ++count.right;
        } else if (verdict.result == grade::Result::inconclusive) {
            ++count.inconclusive;
        } else {
            ++count.wrong;
            fmt::print(stderr, "wrong: {}\n", verdict.sentence);
        }
    }
    return count;
}

/// Keeps one core busy until it is asked to stop.
void burn(std::stop_token const& stop) {
    for (volatile std::uint64_t spin = 0; !stop.stop_requested(); spin = spin + 1) {
    }
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Measures how often the verdict `fast` is wrong, and how often it is inconclusive."};
    int trials = 100;
    int identical_trials = 0;
    bool busy = false;
    std::uint64_t seed = std::random_device{}();
    app.add_option("--trials", trials, "for each answer")->capture_default_str();
    app.add_option("--identical-trials", identical_trials, "for identical code, if they are to be more");
    app.add_flag("--busy", busy, "keep one core busy meanwhile");
    app.add_option("--seed", seed, "of the inputs and the bootstrap");
    CLI11_PARSE(app, argc, argv);

    std::mt19937_64 random{seed};
    int status = 0;
    fmt::print("{} usable cores, {}, seed {}\n\n", judge::usable_cores(), busy ? "one core kept busy" : "quiet", seed);
    fmt::print("| answer | trials | right | wrong | inconclusive |\n|---|---|---|---|---|\n");
    for (auto const& one : cases) {
        int const of = &one == &cases[0] ? std::max(trials, identical_trials) : trials;
        std::jthread burner;
        if (busy) burner = std::jthread{burn};
        auto const count = measure(one, of, random);
        burner = {};
        fmt::print("| {} | {} | {} | {} | {} |\n", one.name, of, share(count.right, of), share(count.wrong, of),
                   share(count.inconclusive, of));
        std::fflush(stdout);
        // One wrong verdict in a short run is chance; several are not.
        if (count.wrong > 1 + static_cast<int>(std::ceil(promised_wrong * of))) status = 1;
    }
    return status;
}
