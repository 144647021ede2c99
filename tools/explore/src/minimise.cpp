#include "minimise.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "execution.hpp"
#include "real_time.hpp"
#include "runs.hpp"

namespace hb::explore {
namespace {

// Together a tenth of a second or two: less than a person notices, and enough for two preemptions in a program of
// lessons.
constexpr std::uint64_t most_executions = 20'000;
constexpr std::uint64_t most_executions_to_shorten = 2'000;
constexpr std::uint64_t most_nanoseconds = 500'000'000;  // where an execution takes long

/// How an execution went, step by step, forced ones included.
struct Course {
    struct Turn {
        int thread;
        bool preempts;  ///< the thread before could have gone on
    };
    struct Value {
        int thread;
        int value;
    };
    std::vector<Turn> turns;
    std::vector<Value> values;
};

/// Writes down what another search does.
class Recorder final : public Search {
public:
    Recorder(Search& search, Course& course) : search_{search}, course_{course} {}

    void begin() override {
        course_ = {};
        search_.begin();
    }
    int choose(Decision const& decision) override {
        auto const choice = search_.choose(decision);
        if (choice < 0) return choice;
        if (decision.of_threads)
            course_.turns.push_back({choice, is_preemption(decision, choice)});
        else
            course_.values.push_back({execution.running, choice});
        return choice;
    }
    bool forced(int thread) override {
        course_.turns.push_back({thread, false});
        return search_.forced(thread);
    }
    bool advance() override { return search_.advance(); }
    [[nodiscard]] char const* name() const override { return search_.name(); }

private:
    Search& search_;
    Course& course_;
};

/// Goes as another execution went, as far as that is possible: who cannot go on is left out until it can.
class Follow final : public Search {
public:
    explicit Follow(Course course) : left_{std::move(course)} {}

    void begin() override {}
    int choose(Decision const& decision) override {
        auto const possible = [&decision](int choice) { return (decision.alternatives >> choice & 1) != 0; };
        if (!decision.of_threads) {
            auto const value = std::ranges::find(left_.values, execution.running, &Course::Value::thread);
            if (value == left_.values.end()) return decision.usual;
            auto const choice = value->value;
            left_.values.erase(value);
            return possible(choice) ? choice : decision.usual;
        }
        auto const turn = std::ranges::find_if(left_.turns, possible, &Course::Turn::thread);
        if (turn == left_.turns.end()) return decision.usual;
        auto const choice = turn->thread;
        left_.turns.erase(turn);
        return choice;
    }
    bool forced(int thread) override {
        auto const turn = std::ranges::find(left_.turns, thread, &Course::Turn::thread);
        if (turn != left_.turns.end()) left_.turns.erase(turn);
        return true;
    }
    bool advance() override { return false; }
    [[nodiscard]] char const* name() const override { return "follow"; }

private:
    Course left_;
};

/// Cuts short what has taken so many steps already.
class CutAt final : public Search {
public:
    explicit CutAt(Search& search) : search_{search} {}
    void cut_at(std::uint64_t steps) { steps_ = steps; }

    void begin() override { search_.begin(); }
    int choose(Decision const& decision) override {
        return execution.steps >= steps_ ? redundant : search_.choose(decision);
    }
    bool advance() override { return search_.advance(); }
    [[nodiscard]] char const* name() const override { return search_.name(); }

private:
    Search& search_;
    std::uint64_t steps_ = step_bound;
};

class Minimiser {
public:
    explicit Minimiser(Failing const& failing) : best_{failing} {}

    Failing minimise() {
        // As it was, with its course; the place of a race is known only now.
        auto const replay = replay_search(best_.schedule.choices, AfterChoices::go_on);
        Recorder recorder{*replay, course_};
        if (!run(recorder) || outcome_ != best_.outcome) return best_;
        places_ = execution.race;
        keep_this();
        remove_switches();
        search_below();
        return best_;
    }

private:
    [[nodiscard]] bool may_go_on() const {
        return executions_ < most_executions && real_time_ns() - began_ns_ < most_nanoseconds;
    }

    /// False if the execution says that nothing more can be learnt.
    bool run(Search& search) {
        ++executions_;
        execute(search, Tracing::off);
        outcome_ = outcome_of_execution();
        return !ends_search(outcome_.ending);
    }

    [[nodiscard]] bool failed_in_the_same_way() const {
        if (outcome_.ending != best_.outcome.ending || outcome_.text != best_.outcome.text) return false;
        if (outcome_.ending == Ending::data_race) return execution.race == places_;
        // The status alone does not say what went wrong: the output does.
        auto const says_little = outcome_.ending == Ending::bad_exit || outcome_.ending == Ending::wrong_output;
        return !says_little || outcome_.output == best_.outcome.output;
    }

    [[nodiscard]] bool is_better() const {
        return failed_in_the_same_way() &&
               std::tie(execution.preemptions, execution.steps) < std::tie(preemptions_, steps_);
    }

    void keep_this() {
        best_ = {outcome_, schedule_of_execution()};
        preemptions_ = execution.preemptions;
        steps_ = execution.steps;
    }

    /// Runs the course; if it fails in a better way, that is the new one.
    bool try_instead(Course changed) {
        Course course;
        Follow follow{std::move(changed)};
        Recorder recorder{follow, course};
        if (!run(recorder) || !is_better()) return false;
        keep_this();
        course_ = std::move(course);
        return true;
    }

    /// For each preemption: the thread goes on at once with what it did next, or comes to a stop earlier.
    void remove_switches() {
        for (std::size_t at = 1; at < course_.turns.size() && may_go_on(); ++at) {
            auto const& turns = course_.turns;
            if (!turns[at].preempts) continue;
            auto const of_preempted = [thread = turns[at - 1].thread](Course::Turn turn) {
                return turn.thread == thread;
            };
            auto const others = [of_preempted](Course::Turn turn) { return !of_preempted(turn); };
            auto const here = turns.begin() + static_cast<std::ptrdiff_t>(at);
            auto const before = std::find_if(std::reverse_iterator{here}, turns.rend(), others).base();
            auto const next = std::find_if(here, turns.end(), of_preempted);
            auto const behind = std::find_if(next, turns.end(), others);
            auto const better = (next != behind && try_instead(rotated(here, next, behind))) ||
                                try_instead(rotated(before, here, next));
            if (better) at = 0;
        }
    }

    /// The course with [first, middle) and [middle, last) exchanged.
    [[nodiscard]] Course rotated(std::vector<Course::Turn>::const_iterator first,
                                 std::vector<Course::Turn>::const_iterator middle,
                                 std::vector<Course::Turn>::const_iterator last) const {
        auto changed = course_;
        auto const same = [&](auto place) { return changed.turns.begin() + (place - course_.turns.begin()); };
        std::rotate(same(first), same(middle), same(last));
        return changed;
    }

    /// All schedules with no preemption, then with one, and so on, up to those with as many as the best so far.
    void search_below() {
        for (auto bound = std::uint64_t{0}; bound <= preemptions_ && may_go_on(); ++bound) {
            auto const all = depth_first_search(static_cast<int>(bound));
            CutAt search{*all};
            std::uint64_t to_shorten = 0;
            do {
                if (bound >= preemptions_) search.cut_at(steps_);
                if (bound >= preemptions_ && ++to_shorten > most_executions_to_shorten) break;
                if (!run(search)) return;
                if (is_better()) keep_this();
            } while (search.advance() && may_go_on());
        }
    }

    std::uint64_t began_ns_ = real_time_ns();
    std::uint64_t executions_ = 0;
    Outcome outcome_;  ///< of the last execution
    Failing best_;
    std::uint64_t preemptions_ = 0;
    std::uint64_t steps_ = 0;
    Course course_;  ///< of the best one, while switches are removed
    std::array<std::uintptr_t, 2> places_{};
};

}  // namespace

Failing minimise(Failing const& failing) {
    auto const wanted = wanted_visibility;
    auto minimised = Minimiser{failing}.minimise();
    wanted_visibility = wanted;  // what comes next does not hang on how far this got
    return minimised;
}

}  // namespace hb::explore
