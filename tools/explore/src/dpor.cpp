/// Dynamic partial-order reduction: of all schedules that differ only in the order of independent operations, one.
/// Source sets and sleep sets after Abdulla, Aronis, Jonsson, Sagonas, "Optimal dynamic partial order reduction",
/// POPL 2014, algorithm 1; a lock is reversed with the lock before it, since the unlock between them cannot be.

#include <algorithm>
#include <bit>
#include <span>
#include <vector>

#include "dependence.hpp"
#include "execution.hpp"
#include "report.hpp"
#include "search.hpp"

namespace hb::explore {
namespace {

constexpr int no_node = -1;

constexpr std::uint64_t bit(int thread) {
    return std::uint64_t{1} << thread;
}

/// An operation of the execution under way.
struct Event {
    int thread = 0;
    Operation operation;
    int node = no_node;           ///< the choice that brought it about; no_node if there was none
    std::uint32_t number = 0;     ///< among the events of its thread, from 1
    std::size_t woken_by = 0;     ///< of the end of a wait: the how manieth event ended it
    bool after_all = false;       ///< it was possible only because nobody else could go on: a time-out
    VectorClock happened_before;  ///< it, and all that cannot come after it
};

class Dpor final : public Search {
public:
    explicit Dpor(Part const& part) : prefix_{part}, own_{part.choices.size()} {}

    void begin() override {
        depth_ = 0;
        position_ = 0;
        asleep_ = 0;
        node_of_step_ = no_node;
    }

    int choose(Decision const& decision) override {
        if (depth_ == path_.size() && !add_node(decision)) return redundant;
        auto const& node = path_[depth_];
        if ((node.alternatives & bit(node.chosen)) == 0) return impossible;
        if (node.alternatives != decision.alternatives || node.of_threads != decision.of_threads) return impossible;
        if (node.of_threads) {
            node_of_step_ = static_cast<int>(depth_);
            asleep_ = node.asleep | (node.tried & ~bit(node.chosen));
            wake_up(node.chosen);
        }
        ++depth_;
        return node.chosen;
    }

    bool forced(int thread) override {
        node_of_step_ = no_node;
        if ((asleep_ & bit(thread)) != 0) return false;
        wake_up(thread);
        return true;
    }

    void performed(int thread, Operation const& operation) override {
        // The beginning is the one before's: its events are known, with their clocks.
        if (position_ == events_.size()) events_.emplace_back();
        auto& event = events_[position_++];
        event.thread = thread;
        event.operation = operation;
        event.node = node_of_step_;
        event.woken_by = threads[static_cast<std::size_t>(thread)].woken_by;
        event.after_all = threads[static_cast<std::size_t>(thread)].timed_out;
        node_of_step_ = no_node;
    }

    bool advance() override {
        path_.resize(depth_);
        events_.resize(position_);
        // Also of an execution that was cut short: what it did up to there may be reversed nowhere else.
        find_reversals();
        auto const known = events_.size();
        for (; !path_.empty(); path_.pop_back()) {
            auto& node = path_.back();
            auto const left = untried(node);
            if (left == 0 || path_.size() <= own_) continue;
            node.chosen = std::countr_zero(left);
            node.tried |= bit(node.chosen);
            ordered_ = std::min(known, node.events_before);
            events_.resize(node.events_before);
            return true;
        }
        exhausted_ = true;
        return false;
    }

    [[nodiscard]] bool exhausted() const override { return exhausted_; }
    [[nodiscard]] char const* name() const override { return "dpor"; }

    /// By what is wanted so far. Of a part of the tree nothing is known.
    [[nodiscard]] double share() const override {
        if (own_ > 0) return -1;
        auto done = 0.0;
        auto weight = 1.0;  // of what is below the choice
        for (auto const& node : path_) {
            weight /= std::popcount(node.wanted & ~node.asleep);
            done += weight * (std::popcount(node.tried & ~node.asleep) - 1);
        }
        return done;
    }

    /// What is wanted nearest to the root. That node and those above are others' as well from then on: what is wanted
    /// there later is only said.
    std::vector<Part> give_away() override {
        std::vector<Part> parts;
        auto const spared = std::ranges::find_if(path_, [](Node const& node) { return untried(node) != 0; });
        if (spared == path_.end()) return parts;
        auto const depth = static_cast<std::size_t>(spared - path_.begin());
        own_ = depth + 1;
        for (auto rest = untried(*spared); rest != 0; rest &= rest - 1) {
            auto part = part_to(depth);
            part.choices.back() = static_cast<std::uint8_t>(std::countr_zero(rest));
            part.tried.back() = spared->tried | spared->given;
            spared->given |= rest & ~(rest - 1);
            parts.push_back(std::move(part));
        }
        return parts;
    }

private:
    struct Node {
        std::uint64_t alternatives = 0;
        std::uint64_t wanted = 0;  ///< to be tried: a source set, in the end
        std::uint64_t tried = 0;
        std::uint64_t given = 0;   ///< to others, who put to sleep what was tried; it does not sleep here
        std::uint64_t asleep = 0;  ///< threads whose next operation, done here, leads only to what was seen
        int chosen = 0;
        bool of_threads = true;
        std::size_t events_before = 0;
    };

    static std::uint64_t untried(Node const& node) { return node.wanted & ~node.tried & ~node.given & ~node.asleep; }

    /// The path to a node and its choice.
    [[nodiscard]] Part part_to(std::size_t depth) const {
        Part part;
        for (auto const& node : std::span{path_}.first(depth + 1)) {
            part.choices.push_back(static_cast<std::uint8_t>(node.chosen));
            part.tried.push_back(node.tried & ~bit(node.chosen));
        }
        return part;
    }

    /// False if everything that could be done here is asleep.
    bool add_node(Decision const& decision) {
        Node node;
        node.alternatives = decision.alternatives;
        node.of_threads = decision.of_threads;
        node.events_before = position_;
        if (path_.size() < prefix_.choices.size()) {
            auto const at = path_.size();
            node.asleep = decision.of_threads ? asleep_ : 0;
            node.chosen = prefix_.choices[at];
            node.wanted = node.tried = prefix_.tried[at] | bit(node.chosen);
            path_.push_back(node);
            return true;
        }
        if (decision.of_threads) {
            node.asleep = asleep_;
            auto const awake = decision.alternatives & ~asleep_;
            if (awake == 0) return false;
            node.chosen = (awake & bit(decision.usual)) != 0 ? decision.usual : std::countr_zero(awake);
            node.wanted = bit(node.chosen);
        } else {
            node.chosen = decision.usual;
            node.wanted = decision.alternatives;
        }
        node.tried = bit(node.chosen);
        path_.push_back(node);
        return true;
    }

    /// `thread` goes on: who sleeps, and does not commute with what it does next, wakes up.
    void wake_up(int thread) {
        auto const& next = threads[static_cast<std::size_t>(thread)].next;
        for (auto rest = asleep_; rest != 0; rest &= rest - 1) {
            auto const sleeper = std::countr_zero(rest);
            auto const& its_next = threads[static_cast<std::size_t>(sleeper)].next;
            if (dependence(next, its_next) != Dependence::none) asleep_ &= ~bit(sleeper);
        }
    }

    /// Orders the new events, and asks for every reversal that they make possible.
    void find_reversals() {
        last_of_.fill(-1);
        born_.fill(-1);
        for (std::size_t index = 0; index < events_.size(); ++index) {
            auto& event = events_[index];
            auto const before = before_event_of(event.thread);
            if (index >= ordered_) {
                event.number = before.of(event.thread) + 1;
                event.happened_before = order(event, before, index);
                reverse_with(event, before, index);
            }
            note(event, static_cast<int>(index));
        }
        // Who waits at the end would have gone on under another order.
        for (int id = 0; id < execution.started; ++id) {
            auto const& thread = threads[static_cast<std::size_t>(id)];
            auto const performed = id == execution.running && !thread.ready;
            if (thread.state != ThreadState::live || performed || thread.next.kind == OpKind::none) continue;
            Event event;
            event.thread = id;
            event.operation = thread.next;
            auto const before = before_event_of(id);
            event.number = before.of(id) + 1;
            event.happened_before = order(event, before, events_.size());
            reverse_with(event, before, events_.size());
        }
    }

    void note(Event const& event, int index) {
        last_of_[static_cast<std::size_t>(event.thread)] = index;
        if (event.operation.kind != OpKind::create_thread) return;
        auto const* const child = reinterpret_cast<Thread const*>(event.operation.object);
        born_[static_cast<std::size_t>(child - threads.data())] = index;
    }

    /// What its own thread had seen before its next event.
    [[nodiscard]] VectorClock before_event_of(int thread) const {
        auto const last = last_of_[static_cast<std::size_t>(thread)];
        auto const from = last >= 0 ? last : born_[static_cast<std::size_t>(thread)];
        return from >= 0 ? events_[static_cast<std::size_t>(from)].happened_before : VectorClock{};
    }

    static bool has_seen(VectorClock const& clock, Event const& event) {
        return clock.of(event.thread) >= event.number;
    }

    /// The clock of an event: after its thread's events and all that it depends on.
    VectorClock order(Event const& event, VectorClock clock, std::size_t index) const {
        for (auto at = index; at-- > 0;) {
            auto const& earlier = events_[at];
            if (has_seen(clock, earlier)) continue;
            auto const woke_another =
                is_wakeup(earlier.operation.kind, event.operation.kind) && at + 1 != event.woken_by;
            if (woke_another && !event.after_all) continue;
            if (event.after_all || dependence(earlier.operation, event.operation) != Dependence::none)
                clock.join(earlier.happened_before);
        }
        clock.advance(event.thread);
        return clock;
    }

    /// Was nothing in the way of this operation before the earlier one, with which it does not commute?
    static bool was_possible_before(Event const& earlier, Operation const& operation) {
        switch (operation.kind) {
            case OpKind::lock:
            case OpKind::lock_shared:
                // Who got the lock found it free.
                return earlier.operation.kind == OpKind::lock && !earlier.after_all && operation.lock_set == 0;
            case OpKind::semaphore_acquire:
                return earlier.operation.kind == OpKind::semaphore_acquire && !earlier.after_all;
            default:
                return true;  // it never blocks, or only for what is no reversal
        }
    }

    /// Asks for the reversal of each event before which this one could have come as well.
    void reverse_with(Event const& event, VectorClock seen, std::size_t index) {
        for (auto at = index; at-- > 0;) {
            auto const& earlier = events_[at];
            if (has_seen(seen, earlier)) continue;
            if (dependence(earlier.operation, event.operation) != Dependence::reversible) continue;
            auto const requested = earlier.node != no_node && want_reversal(at, event, index);
            // If it may have been blocked there, by what came before the earlier one, it has to come before that, too.
            if (requested && was_possible_before(earlier, event.operation)) seen.join(earlier.happened_before);
        }
    }

    /// Before the event at `at`, one of those threads has to be tried with which the rest can begin that does not
    /// depend on it. False if none of these can go on there.
    bool want_reversal(std::size_t at, Event const& event, std::size_t index) {
        auto& node = path_[static_cast<std::size_t>(events_[at].node)];
        auto const first = initials(at, event, index);
        auto const possible = first & node.alternatives;
        if ((possible & node.wanted) != 0) return true;
        if (possible == 0) {
            node.wanted |= node.alternatives;
        } else if ((possible & bit(event.thread)) != 0) {
            node.wanted |= bit(event.thread);
        } else {
            node.wanted |= bit(std::countr_zero(possible));
        }
        auto const depth = static_cast<std::size_t>(events_[at].node);
        if (depth < own_ && untried(node) != 0) say_wanted(depth, possible);
        return possible != 0;
    }

    /// Others may be doing it already, or what is possible there instead.
    void say_wanted(std::size_t depth, std::uint64_t possible) {
        auto& node = path_[depth];
        report_wanted(part_to(depth), untried(node), possible);
        node.given |= untried(node);
    }

    /// The threads that could be the first to go on if the event at `at` came later.
    [[nodiscard]] std::uint64_t initials(std::size_t at, Event const& event, std::size_t index) {
        std::uint64_t first = 0;
        std::uint64_t seen = 0;
        rest_.clear();
        auto const consider = [&](Event const& one, VectorClock const& clock) {
            if ((seen & bit(one.thread)) == 0) {
                seen |= bit(one.thread);
                auto begins = true;
                for (auto const* const before : rest_)
                    begins = begins && !has_seen(clock, *before);
                if (begins) first |= bit(one.thread);
            }
            rest_.push_back(&one);
        };
        for (auto between = at + 1; between < index; ++between) {
            auto const& one = events_[between];
            if (!has_seen(one.happened_before, events_[at])) consider(one, one.happened_before);
        }
        consider(event, event.happened_before);
        return first;
    }

    Part prefix_;
    std::size_t own_;  ///< the first node at which nobody else chooses
    bool exhausted_ = false;
    std::size_t depth_ = 0;  ///< nodes of the execution under way
    std::vector<Node> path_;
    std::uint64_t asleep_ = 0;
    int node_of_step_ = no_node;

    std::vector<Event> events_;
    std::size_t position_ = 0;  ///< events of the execution under way
    std::size_t ordered_ = 0;   ///< events whose clocks are those of the execution before
    std::array<int, max_threads> last_of_;
    std::array<int, max_threads> born_;
    std::vector<Event const*> rest_;
};

}  // namespace

std::unique_ptr<Search> dpor_search(Part const& part) {
    return std::make_unique<Dpor>(part);
}

}  // namespace hb::explore
