#include "judge/pairs.hpp"

#include <algorithm>
#include <optional>
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

    void run(std::string const& scenario, subject::Values const& arguments) {
        idle_cpu_ += subject_.cpu_seconds() - cpu_when_paused_;
        subject_.resume();
        last_ = subject_.ask(scenario, arguments);
        subject_.pause();
        left_children_ = left_children_ || subject_.has_children();
        cpu_when_paused_ = subject_.cpu_seconds();
    }

    [[nodiscard]] Exchange const& last() const { return last_; }

    [[nodiscard]] double nanoseconds() const { return static_cast<double>(subject_.last_duration().count()); }
    [[nodiscard]] double idle_cpu() const { return idle_cpu_; }
    [[nodiscard]] bool left_children() const { return left_children_; }

private:
    SubjectProcess subject_;
    Exchange last_;
    double cpu_when_paused_ = 0;
    double idle_cpu_ = 0;
    bool left_children_ = false;
};

/// The contestants of one measurement: the answer, the reference and, later, a second copy of the reference.
class Match {
public:
    explicit Match(PairsRequest const& request)
        : request_{request}, random_{request.seed}, answer_{request.answer}, reference_{request.reference} {}

    /// All of them, on one fresh input, in an order that changes from round to round. False if one fails, or disagrees.
    bool play(PairsEvidence& evidence) {
        auto arguments = request_.arguments;
        arguments.emplace_back("seed", static_cast<std::int64_t>(random_() >> 20U));
        std::vector<Contestant*> order{&answer_, &reference_};
        if (again_) order.push_back(&*again_);
        std::rotate(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(played_++ % order.size()), order.end());
        for (auto* contestant : order)
            contestant->run(request_.scenario, arguments);
        return check(evidence);
    }

    void record(PairsEvidence& evidence) const {
        evidence.answer_ns.push_back(answer_.nanoseconds());
        evidence.reference_ns.push_back(reference_.nanoseconds());
        if (again_) {
            evidence.reference_first_ns.push_back(reference_.nanoseconds());
            evidence.reference_again_ns.push_back(again_->nanoseconds());
        }
        evidence.answer_cpu_while_idle_s = answer_.idle_cpu();
        evidence.answer_left_children = answer_.left_children();
    }

    void add_second_reference() { again_.emplace(request_.reference); }

private:
    bool check(PairsEvidence& evidence) const {
        for (auto const* reference : {&reference_, again_ ? &*again_ : &reference_}) {
            if (reference->last().outcome == Outcome::answered) continue;
            evidence.reference_failure = reference->last();
            return false;
        }
        if (answer_.last().outcome == Outcome::answered && answer_.last().reply == reference_.last().reply) return true;
        evidence.answer_failure = answer_.last();
        evidence.answer_failure.expected = reference_.last().reply;
        return false;
    }

    PairsRequest const& request_;
    std::mt19937_64 random_;
    Contestant answer_;
    Contestant reference_;
    std::optional<Contestant> again_;
    std::size_t played_ = 0;
};

}  // namespace

PairsEvidence observe_pairs(PairsRequest const& request, Settled const& settled) {
    PairsEvidence evidence;
    evidence.seed = request.seed;
    evidence.usable_cores = usable_cores();
    evidence.answer_failure.outcome = Outcome::answered;
    evidence.reference_failure.outcome = Outcome::answered;
    Match match{request};
    for (int i = 0; i < warm_up_requests; ++i) {
        if (!match.play(evidence)) return evidence;
    }
    for (int i = 0; i < request.most_pairs; ++i) {
        if (!match.play(evidence)) return evidence;
        match.record(evidence);
        if (settled(evidence)) return evidence;
    }
    match.add_second_reference();
    if (!match.play(evidence)) return evidence;  // its own warm-up
    for (int i = 0; i < request.most_pairs; ++i) {
        if (!match.play(evidence)) return evidence;
        match.record(evidence);
    }
    return evidence;
}

}  // namespace hb::judge
