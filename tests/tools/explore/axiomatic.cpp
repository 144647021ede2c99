#include "axiomatic.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

namespace {

constexpr int objects = 2;

struct Event {
    int thread;  // -1: the initial value
    char kind;   // as in the text
    int object;
    int value;
    char order;

    int read = -1;     // value
    int written = -1;  // value
    [[nodiscard]] bool reads() const { return kind == 'L' || kind == 'A' || kind == 'C'; }
    [[nodiscard]] bool may_write() const { return kind == 'S' || kind == 'A' || kind == 'C'; }
};

/// A set of pairs of events.
class Relation {
public:
    explicit Relation(std::size_t size) : size_{size}, pairs_(size * size) {}
    void add(std::size_t from, std::size_t to) { pairs_[from * size_ + to] = true; }
    [[nodiscard]] bool has(std::size_t from, std::size_t to) const { return pairs_[from * size_ + to]; }
    [[nodiscard]] std::size_t size() const { return size_; }
    void add(Relation const& other) {
        for (std::size_t index = 0; index < pairs_.size(); ++index)
            pairs_[index] = pairs_[index] || other.pairs_[index];
    }
    void close() {
        for (std::size_t middle = 0; middle < size_; ++middle)
            for (std::size_t from = 0; from < size_; ++from)
                for (std::size_t to = 0; to < size_; ++to)
                    if (has(from, middle) && has(middle, to)) add(from, to);
    }
    [[nodiscard]] bool has_cycle() const {
        for (std::size_t event = 0; event < size_; ++event)
            if (has(event, event)) return true;
        return false;
    }

private:
    std::size_t size_;
    std::vector<bool> pairs_;
};

class Litmus {
public:
    explicit Litmus(std::string const& text) {
        for (int object = 0; object < objects; ++object)
            events_.push_back({-1, 'S', object, 0, 'r', -1, 0});
        auto thread = 0;
        for (std::size_t at = 0; at < text.size(); at += 5) {
            events_.push_back({thread, text[at], text[at + 1] == 'x' ? 0 : 1, text[at + 2] - '0', text[at + 3]});
            if (at + 4 < text.size() && text[at + 4] == '/') ++thread;
        }
        for (std::size_t event = 0; event < events_.size(); ++event)
            if (events_[event].reads()) reads_.push_back(event);
        source_.assign(events_.size(), 0);
    }

    std::set<std::string> outcomes() {
        choose_source(0);
        return outcomes_;
    }

private:
    [[nodiscard]] std::size_t count() const { return events_.size(); }

    [[nodiscard]] bool before_in_program(std::size_t from, std::size_t to) const {
        return from < to &&
               (events_[from].thread == -1 ? events_[to].thread != -1 : events_[from].thread == events_[to].thread);
    }

    void choose_source(std::size_t index) {
        if (index == reads_.size()) {
            if (find_values()) choose_modification_order(0);
            return;
        }
        auto const read = reads_[index];
        for (std::size_t write = 0; write < count(); ++write) {
            if (write == read || !events_[write].may_write() || events_[write].object != events_[read].object) continue;
            source_[read] = write;
            choose_source(index + 1);
        }
    }

    /// False if a value depends on itself, or comes from a compare_exchange that fails.
    bool find_values() {
        std::vector<bool> known(count());
        for (std::size_t round = 0; round < count(); ++round)
            for (std::size_t index = 0; index < count(); ++index) {
                auto& event = events_[index];
                if (event.thread == -1) known[index] = true;
                if (known[index] || (event.reads() && !known[source_[index]])) continue;
                known[index] = true;
                event.read = event.reads() ? events_[source_[index]].written : -1;
                event.written = event.kind == 'S'                      ? event.value
                                : event.kind == 'A'                    ? event.read + event.value
                                : event.kind == 'C' && event.read == 0 ? event.value
                                                                       : -1;
            }
        return std::ranges::all_of(known, [](bool one) { return one; }) &&
               std::ranges::all_of(reads_, [&](auto read) { return events_[source_[read]].written >= 0; });
    }

    void choose_modification_order(int object) {
        if (object == objects) {
            if (is_consistent()) outcomes_.insert(text());
            return;
        }
        auto& order = modifications_[static_cast<std::size_t>(object)];
        order.clear();
        for (std::size_t event = 0; event < count(); ++event)
            if (events_[event].written >= 0 && events_[event].object == object) order.push_back(event);
        do
            choose_modification_order(object + 1);
        while (std::next_permutation(order.begin() + 1, order.end()));  // the initial value stays the first
    }

    [[nodiscard]] bool updates_are_atomic() const {
        for (auto const& order : modifications_)
            for (std::size_t place = 1; place < order.size(); ++place)
                if (events_[order[place]].reads() && source_[order[place]] != order[place - 1]) return false;
        return true;
    }

    [[nodiscard]] bool is_acquire(std::size_t index) const {
        auto const& event = events_[index];
        return event.kind != 'S' && (event.order == 'a' || event.order == 's' || event.order == 'q');
    }
    [[nodiscard]] bool is_release(std::size_t index) const {
        auto const& event = events_[index];
        if (event.kind != 'F' && event.written < 0) return false;  // a compare_exchange that fails is a load
        return event.order == 'l' || event.order == 's' || event.order == 'q';
    }

    /// The store heads a release sequence that `write` is in: then come updates, each reading the one before.
    [[nodiscard]] bool in_release_sequence(std::size_t head, std::size_t write) const {
        while (write != head && events_[write].reads())
            write = source_[write];
        return write == head;
    }

    /// Calls `visit(event)` for the operation and the fences of its thread that give it their order.
    template <typename Qualifies, typename Visit>
    void with_fences(std::size_t operation, bool fence_before, Qualifies qualifies, Visit visit) const {
        if (qualifies(operation)) visit(operation);
        for (std::size_t fence = 0; fence < count(); ++fence) {
            if (events_[fence].kind != 'F' || !qualifies(fence)) continue;
            if (fence_before ? before_in_program(fence, operation) : before_in_program(operation, fence)) visit(fence);
        }
    }

    [[nodiscard]] Relation happens_before() const {
        Relation relation{count()};
        for (std::size_t from = 0; from < count(); ++from)
            for (std::size_t to = 0; to < count(); ++to)
                if (before_in_program(from, to)) relation.add(from, to);
        for (auto const read : reads_)
            for (std::size_t head = 0; head < count(); ++head) {
                if (events_[head].written < 0 || !in_release_sequence(head, source_[read])) continue;
                with_fences(
                    head, true, [this](auto event) { return is_release(event); },
                    [&](auto releasing) {
                        with_fences(
                            read, false, [this](auto event) { return is_acquire(event); },
                            [&](auto acquiring) { relation.add(releasing, acquiring); });
                    });
            }
        relation.close();
        return relation;
    }

    /// [atomics.order]: one operation is coherence-ordered before another one.
    [[nodiscard]] Relation coherence_order() const {
        Relation relation{count()};
        for (auto const& order : modifications_)
            for (std::size_t place = 0; place < order.size(); ++place) {
                for (auto later = place + 1; later < order.size(); ++later)
                    relation.add(order[place], order[later]);
                for (auto const read : reads_) {
                    if (source_[read] != order[place]) continue;
                    relation.add(order[place], read);
                    for (auto later = place + 1; later < order.size(); ++later)
                        if (order[later] != read) relation.add(read, order[later]);
                }
            }
        relation.close();
        return relation;
    }

    /// What the single total order of sequentially consistent operations must agree with.
    [[nodiscard]] Relation required_total_order(Relation const& hb, Relation const& coherence) const {
        auto const consistent = [this](std::size_t event) { return events_[event].order == 's'; };
        auto const fence = [&](std::size_t event) { return consistent(event) && events_[event].kind == 'F'; };
        Relation relation{count()};
        for (std::size_t from = 0; from < count(); ++from)
            for (std::size_t to = 0; to < count(); ++to) {
                if (!coherence.has(from, to)) continue;
                for (std::size_t first = 0; first < count(); ++first)
                    for (std::size_t second = 0; second < count(); ++second) {
                        auto const begins = first == from ? consistent(from) : fence(first) && hb.has(first, from);
                        auto const ends = second == to ? consistent(to) : fence(second) && hb.has(to, second);
                        if (begins && ends) relation.add(first, second);
                    }
            }
        return relation;
    }

    [[nodiscard]] bool is_consistent() const {
        if (!updates_are_atomic()) return false;
        auto const hb = happens_before();
        auto const coherence = coherence_order();
        if (hb.has_cycle() || coherence.has_cycle()) return false;
        for (std::size_t from = 0; from < count(); ++from)
            for (std::size_t to = 0; to < count(); ++to)
                if (hb.has(from, to) && coherence.has(to, from)) return false;

        auto steps = required_total_order(hb, coherence);
        steps.add(hb);
        for (auto const read : reads_)
            steps.add(source_[read], read);
        for (auto const& order : modifications_)
            for (std::size_t place = 1; place < order.size(); ++place)
                steps.add(order[place - 1], order[place]);
        steps.close();
        return !steps.has_cycle();
    }

    [[nodiscard]] std::string text() const {
        std::string text;
        for (auto const& event : events_)
            if (event.reads()) text += std::to_string(event.read) + " ";
        text += "|";
        for (auto const& order : modifications_)
            text += " " + std::to_string(events_[order.back()].written);
        return text;
    }

    std::vector<Event> events_;
    std::vector<std::size_t> reads_;
    std::vector<std::size_t> source_;  // of each read: the write
    std::array<std::vector<std::size_t>, objects> modifications_;
    std::set<std::string> outcomes_;
};

}  // namespace

std::set<std::string> allowed_outcomes(std::string const& litmus) {
    return Litmus{litmus}.outcomes();
}
