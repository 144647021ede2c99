#include "judge/pairs.hpp"

#include <sched.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <random>
#include <utility>

namespace hb::judge {
namespace {

constexpr int warm_up_requests = 2;  // page faults and lazy binding belong to nobody's time

/// A subject that runs only while it is asked.
class Contestant {
public:
    explicit Contestant(Launch const& launch) : subject_{launch} {
        subject_.pause();
        cpu_when_paused_ = subject_.cpu_seconds();
    }

    Exchange run(std::string const& scenario, subject::Values const& arguments) {
        idle_cpu_ += subject_.cpu_seconds() - cpu_when_paused_;
        subject_.resume();
        auto exchange = subject_.ask(scenario, arguments);
        subject_.pause();
        left_children_ = left_children_ || subject_.has_children();
        cpu_when_paused_ = subject_.cpu_seconds();
        return exchange;
    }

    [[nodiscard]] double nanoseconds() const { return static_cast<double>(subject_.last_duration().count()); }
    [[nodiscard]] double idle_cpu() const { return idle_cpu_; }
    [[nodiscard]] bool left_children() const { return left_children_; }

private:
    SubjectProcess subject_;
    double cpu_when_paused_ = 0;
    double idle_cpu_ = 0;
    bool left_children_ = false;
};

class Match {
public:
    Match(PairsRequest const& request, Launch const& first, Launch const& second)
        : request_{request}, random_{request.seed}, first_{first}, second_{second} {}

    /// Both, on one fresh input. False if one of them fails, or if they disagree.
    bool play(PairsEvidence& evidence) {
        auto arguments = request_.arguments;
        arguments.emplace_back("seed", static_cast<std::int64_t>(random_() >> 20U));
        bool const first_begins = (played_++ % 2) == 0;
        Exchange of_first;
        Exchange of_second;
        if (first_begins) of_first = first_.run(request_.scenario, arguments);
        of_second = second_.run(request_.scenario, arguments);
        if (!first_begins) of_first = first_.run(request_.scenario, arguments);
        if (of_second.outcome != Outcome::answered) {
            evidence.reference_failure = of_second;
            return false;
        }
        of_first.expected = of_second.reply;
        if (of_first.outcome != Outcome::answered || of_first.reply != of_second.reply) {
            evidence.answer_failure = of_first;
            return false;
        }
        return true;
    }

    [[nodiscard]] Contestant const& first() const { return first_; }
    [[nodiscard]] Contestant const& second() const { return second_; }

private:
    PairsRequest const& request_;
    std::mt19937_64 random_;
    Contestant first_;
    Contestant second_;
    int played_ = 0;
};

/// Plays until it is settled. Returns whether it was.
bool measure(Match& match, PairsEvidence& evidence, std::vector<double>& firsts, std::vector<double>& seconds,
             int most_pairs, Settled const& settled) {
    for (int i = 0; i < warm_up_requests; ++i) {
        if (!match.play(evidence)) return true;
    }
    for (int i = 0; i < most_pairs; ++i) {
        if (!match.play(evidence)) return true;
        firsts.push_back(match.first().nanoseconds());
        seconds.push_back(match.second().nanoseconds());
        evidence.answer_cpu_while_idle_s = match.first().idle_cpu();
        evidence.answer_left_children = match.first().left_children();
        if (settled(evidence)) return true;
    }
    return false;
}

}  // namespace

PairsEvidence observe_pairs(PairsRequest const& request, Settled const& settled) {
    PairsEvidence evidence;
    evidence.seed = request.seed;
    evidence.usable_cores = usable_cores();
    evidence.answer_failure.outcome = Outcome::answered;
    evidence.reference_failure.outcome = Outcome::answered;
    {
        Match match{request, request.answer, request.reference};
        if (measure(match, evidence, evidence.answer_ns, evidence.reference_ns, request.most_pairs, settled))
            return evidence;
    }
    Match same{request, request.reference, request.reference};
    PairsEvidence unused = evidence;  // the reference against itself says nothing about the answer
    measure(same, unused, evidence.reference_first_ns, evidence.reference_again_ns, request.most_pairs,
            [](PairsEvidence const&) { return false; });
    return evidence;
}

int usable_cores() {
    cpu_set_t mask;
    int cores = ::sched_getaffinity(0, sizeof mask, &mask) == 0 ? CPU_COUNT(&mask) : 1;
    // cgroup v2: "<quota> <period>" in microseconds, or "max <period>". The path of the own group is the last field.
    std::ifstream membership{"/proc/self/cgroup"};
    std::string group;
    std::getline(membership, group);
    auto const path = group.substr(std::min(group.rfind(':') + 1, group.size()));
    std::ifstream limit{"/sys/fs/cgroup" + path + "/cpu.max"};
    double quota = 0;
    double period = 0;
    if (limit >> quota >> period && quota > 0 && period > 0) {
        cores = std::min(cores, static_cast<int>(std::ceil(quota / period)));
    }
    return std::max(cores, 1);
}

}  // namespace hb::judge
