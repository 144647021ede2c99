// A random program that is free of data races by construction, made from the number that is its first argument: each
// plain variable has a guard of its own. With a second argument, `unguarded`, one guard is taken away that was needed:
// in at least one execution nothing orders two accesses then. If no guard was needed, the program says so and ends.
#include <algorithm>
#include <array>
#include <atomic>
#include <cassert>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string_view>
#include <thread>
#include <vector>

#include "numbers.hpp"
#include "ordering.hpp"

namespace {

enum class Guard {
    lock,          // each access is in a section of one lock
    handing_over,  // one thread gives it, another takes it, perhaps by way of a third
    creation,      // main writes before it creates the threads, one of which goes on
    joining,       // one thread writes, and main goes on after it has joined it
    owner,         // one thread alone uses it
};

enum class Do { section, reading_section, give, relay, pass_on, take, use, mix };

struct Step {
    Do what;
    int thread;
    std::size_t variable;  // of mix: the atomic object
    int value;
    Guarding noticing = Guarding::on;  // of a section: locking
    Guarding raising = Guarding::on;

    [[nodiscard]] bool is_section() const { return what == Do::section || what == Do::reading_section; }
    [[nodiscard]] bool raises() const { return what == Do::give || what == Do::relay; }
    [[nodiscard]] bool notices() const { return what == Do::relay || what == Do::take; }
};
using Steps = std::vector<Step>;

struct Variable {
    Guard guard;
    bool relayed;  // by the second signal
    Lock lock;
    std::array<Signal, 2> signals;
    Guarding beyond = Guarding::on;  // main's access comes before the threads begin, or after they have ended
    int plain = 0;

    Variable(Guard guarded_by, bool by_relay, Lock::Means lock_means, Signal::Means first, Signal::Means second)
        : guard{guarded_by}, relayed{by_relay}, lock{lock_means}, signals{Signal{first}, Signal{second}} {}
};

constexpr int given = 100;  // what is handed over, or what main writes

int threads = 0;
constinit std::vector<std::unique_ptr<Variable>> variables;
// Of all threads, in one order, in which every wait comes after what ends it: so no thread waits for ever.
constinit Steps steps;
std::array<std::atomic<int>, 2> atomics;
bool unguarded = false;  // values may be wrong then
bool useless = false;    // a guard was to be taken away, and none is needed

Signal& raised_by(Step const& step) {
    return variables[step.variable]->signals[step.what == Do::relay ? 1 : 0];
}
Signal& noticed_by(Step const& step) {
    auto& variable = *variables[step.variable];
    return variable.signals[step.what == Do::take && variable.relayed ? 1 : 0];
}

// ---- Making the program

int another(int thread, Numbers& numbers) {
    return (thread + 1 + numbers.below(threads - 1)) % threads;
}

Steps sections(std::size_t variable, Numbers& numbers) {
    auto const readers = variables[variable]->lock.lets_readers_in();
    Steps made;
    auto thread = numbers.below(threads);
    for (auto left = 2 + numbers.below(2); left > 0; --left) {
        auto const what = readers && numbers.below(2) == 0 ? Do::reading_section : Do::section;
        made.push_back({what, thread, variable, 1 + numbers.below(3)});
        thread = another(thread, numbers);
    }
    return made;
}

Steps handing_over(std::size_t variable, Numbers& numbers) {
    constexpr int orders = 6;  // variants of each operation
    auto const giver = numbers.below(threads);
    auto const taker = another(giver, numbers);
    Steps made{{Do::give, giver, variable, numbers.below(orders)}};
    if (variables[variable]->relayed) made.push_back({Do::relay, 3 - giver - taker, variable, numbers.below(orders)});
    Step const take{Do::take, taker, variable, numbers.below(orders)};
    if (!noticed_by(take).is_awaited() && numbers.below(2) == 0)
        made.push_back({Do::pass_on, numbers.below(threads), variable, 0});
    made.push_back(take);
    return made;
}

Steps add_variable(Numbers& numbers) {
    constexpr std::array chances{Guard::lock,         Guard::lock,         Guard::lock,
                                 Guard::handing_over, Guard::handing_over, Guard::handing_over,
                                 Guard::creation,     Guard::joining,      Guard::owner};
    auto const place = variables.size();
    auto const guard = chances[static_cast<std::size_t>(numbers.below(static_cast<int>(chances.size())))];
    auto const lock = static_cast<Lock::Means>(numbers.below(Lock::kinds_of_means));
    auto const first = static_cast<Signal::Means>(numbers.below(Signal::kinds_of_means));
    // Whoever relays may have looked too early: then nobody may wait for it.
    auto const second = static_cast<Signal::Means>(
        numbers.below(Signal::is_awaited(first) ? Signal::kinds_of_means : Signal::kinds_not_awaited));
    auto const relayed = threads == 3 && numbers.below(2) == 0;
    variables.push_back(std::make_unique<Variable>(guard, relayed, lock, first, second));
    if (guard == Guard::lock) return sections(place, numbers);
    if (guard == Guard::handing_over) return handing_over(place, numbers);
    return {{Do::use, numbers.below(threads), place, 1}};
}

void generate(std::uint64_t seed) {
    Numbers numbers{seed};
    threads = 2 + numbers.below(2);
    std::vector<Steps> sequences;
    for (auto left = 2 + numbers.below(3); left > 0; --left)
        sequences.push_back(add_variable(numbers));
    for (auto left = numbers.below(4); left > 0; --left)
        sequences.push_back(
            {{Do::mix, numbers.below(threads), static_cast<std::size_t>(numbers.below(2)), numbers.below(100)}});
    while (!sequences.empty()) {
        auto const chosen = sequences.begin() + numbers.below(static_cast<int>(sequences.size()));
        steps.push_back(chosen->front());
        chosen->erase(chosen->begin());
        if (chosen->empty()) sequences.erase(chosen);
    }
}

// ---- Taking a guard away

enum class Part { noticing, raising, beyond };

struct Taken {
    Part part;
    std::size_t place;  // in steps; of `beyond`, in variables
};

/// Does the later step notice what the earlier one raises?
bool linked(std::size_t earlier, std::size_t later) {
    if (!steps[earlier].raises() || !steps[later].notices() || steps[earlier].variable != steps[later].variable)
        return false;
    return &raised_by(steps[earlier]) == &noticed_by(steps[later]);
}

/// Is the one step ordered behind the other in every execution that performs both, without what is taken away? By
/// others' links only if somebody waits there; by those of their own variable always, for without them it is not
/// accessed.
bool always_ordered(std::size_t from, std::size_t to, Taken taken) {
    std::vector<bool> behind(to + 1);
    behind[from] = true;
    for (auto later = from + 1; later <= to; ++later) {
        auto const unnoticed = taken.part == Part::noticing && taken.place == later;
        for (auto earlier = from; earlier < later; ++earlier) {
            if (!behind[earlier]) continue;
            auto const unraised = taken.part == Part::raising && taken.place == earlier;
            auto const certain = steps[later].variable == steps[to].variable || noticed_by(steps[later]).is_awaited();
            if (steps[earlier].thread == steps[later].thread ||
                (linked(earlier, later) && certain && !unnoticed && !unraised))
                behind[later] = true;
        }
    }
    return behind[to];
}

/// Two accesses, the one in the step at `place`, that conflict and that its guard alone orders.
bool is_needed(Taken taken) {
    auto const& step = steps[taken.place];
    for (std::size_t one = 0; one < steps.size(); ++one)
        for (auto other = one + 1; other < steps.size(); ++other) {
            if (steps[one].variable != step.variable || steps[other].variable != step.variable) continue;
            auto const sections = steps[one].is_section() && steps[other].is_section() &&
                                  (one == taken.place || other == taken.place) &&
                                  (steps[one].what == Do::section || steps[other].what == Do::section);
            auto const handed_over = steps[one].what == Do::give && steps[other].what == Do::take;
            if ((sections || handed_over) && !always_ordered(one, other, taken)) return true;
        }
    return false;
}

std::vector<Taken> needed_guards() {
    std::vector<Taken> needed;
    auto const consider = [&needed](Taken taken) {
        if (is_needed(taken)) needed.push_back(taken);
    };
    for (std::size_t place = 0; place < steps.size(); ++place) {
        auto const& step = steps[place];
        if (step.is_section() || step.notices()) consider({Part::noticing, place});
        if (step.raises() && !raised_by(step).is_awaited()) consider({Part::raising, place});
    }
    for (std::size_t place = 0; place < variables.size(); ++place)
        if (variables[place]->guard == Guard::creation || variables[place]->guard == Guard::joining)
            needed.push_back({Part::beyond, place});
    return needed;
}

void take_away_one(std::uint64_t seed) {
    unguarded = true;
    auto const needed = needed_guards();
    useless = needed.empty();
    if (useless) return;
    auto const taken = needed[static_cast<std::size_t>(Numbers{~seed}.below(static_cast<int>(needed.size())))];
    if (taken.part == Part::noticing) steps[taken.place].noticing = Guarding::off;
    if (taken.part == Part::raising) steps[taken.place].raising = Guarding::off;
    if (taken.part == Part::beyond) variables[taken.place]->beyond = Guarding::off;
}

/// Before main, so that it is done once: each execution begins with what there was then.
[[gnu::constructor]] void make(int count, char** arguments) {
    if (count < 2) return;
    auto const seed = std::strtoull(arguments[1], nullptr, 10);
    generate(seed);
    if (count > 2 && std::string_view{arguments[2]} == "unguarded") take_away_one(seed);
}

// ---- Running it

void expect(int actual, int expected) {
    assert(unguarded || actual == expected);
}

void mix(std::atomic<int>& object, int number) {
    // Any order is right: nothing depends on what is read here.
    constexpr std::array loads{std::memory_order_relaxed, std::memory_order_acquire, std::memory_order_seq_cst};
    constexpr std::array stores{std::memory_order_relaxed, std::memory_order_release, std::memory_order_seq_cst};
    constexpr std::array updates{std::memory_order_relaxed, std::memory_order_acquire, std::memory_order_release,
                                 std::memory_order_acq_rel, std::memory_order_seq_cst};
    auto const which = static_cast<std::size_t>(number / 5);
    auto value = number;
    switch (number % 5) {
        case 0:
            (void)object.load(loads[which % loads.size()]);
            return;
        case 1:
            return object.store(number, stores[which % stores.size()]);
        case 2:
            object.fetch_add(number, updates[which % updates.size()]);
            return;
        case 3:
            object.compare_exchange_strong(value, 0, updates[which % updates.size()], loads[which % loads.size()]);
            return;
        default:
            std::atomic_thread_fence(updates[1 + which % (updates.size() - 1)]);
    }
}

void perform(Step const& step, std::vector<int>& added) {
    if (step.what == Do::mix) return mix(atomics[step.variable], step.value);
    auto& variable = *variables[step.variable];
    switch (step.what) {
        case Do::section:
            return variable.lock.section(false, step.noticing, [&] {
                variable.plain += step.value;
                added[step.variable] += step.value;
            });
        case Do::reading_section:
            return variable.lock.section(true, step.noticing, [&] { expect(variable.plain < 0 ? 1 : 0, 0); });
        case Do::give:
            variable.plain = given;
            return raised_by(step).raise(step.value, step.raising);
        case Do::relay:
            if (noticed_by(step).notice(step.value, step.noticing)) raised_by(step).raise(step.value, step.raising);
            return;
        case Do::pass_on:
            return variable.signals[variable.relayed ? 1 : 0].pass_on();
        case Do::take:
            if (noticed_by(step).notice(step.value, step.noticing)) expect(variable.plain++, given);
            return;
        default:
            if (variable.guard == Guard::creation) expect(variable.plain, given);
            ++variable.plain;
    }
}

/// Main's part of the variables of one guard.
void access_in_main(Guard guard, Guarding beyond) {
    for (auto const& variable : variables) {
        if (variable->guard != guard || variable->beyond != beyond) continue;
        if (guard == Guard::joining) expect(variable->plain, 1);
        variable->plain = given;
    }
}

void run() {
    std::vector<std::vector<int>> added(static_cast<std::size_t>(threads), std::vector<int>(variables.size()));
    std::vector<std::thread> running;
    access_in_main(Guard::creation, Guarding::on);
    for (auto thread = 0; thread < threads; ++thread)
        running.emplace_back([thread, &mine = added[static_cast<std::size_t>(thread)]] {
            for (auto const& step : steps)
                if (step.thread == thread) perform(step, mine);
        });
    access_in_main(Guard::creation, Guarding::off);
    access_in_main(Guard::joining, Guarding::off);
    for (auto& thread : running)
        thread.join();
    access_in_main(Guard::joining, Guarding::on);
    for (std::size_t place = 0; place < variables.size(); ++place) {
        auto total = 0;
        for (auto const& mine : added)
            total += mine[place];
        if (variables[place]->guard == Guard::lock) expect(variables[place]->plain, total);
    }
}

}  // namespace

int main() {
    if (steps.empty()) return 2;  // the number is missing
    if (!useless) run();
    std::puts(useless ? "no guard is needed" : "done");
}
