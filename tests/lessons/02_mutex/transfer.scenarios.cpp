// The scenarios of transfer: two in opposite directions, one in the middle of another, two that have nothing in common,
// and a bank with an auditor.

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <type_traits>
#include <utility>

#include "one_by_one.hpp"
#include "subject/interruption.hpp"
#include "subject/on_threads.hpp"
#include "subject/rendezvous.hpp"
#include "subject/scenario.hpp"
#include HB_ANSWER

namespace hb::lesson02 {
namespace {

using subject::Arguments;
using subject::BadArguments;
using subject::Interruption;
using subject::on_threads;
using subject::Rendezvous;
using subject::Scenario;
using subject::Values;

/// What happens on this thread around its locks. Empty: nothing.
struct Probe {
    std::function<void()> first_locked;   ///< it holds one lock, and held none before
    std::function<void()> before_unlock;  ///< it is about to give a lock back
    std::function<void()> none_held;      ///< it has given back its last lock
};
thread_local Probe probe;
thread_local int locks_held = 0;

/// A std::mutex that tells this thread's probe.
class ProbedMutex {
public:
    void lock() {
        mutex_.lock();
        locked();
    }
    bool try_lock() {
        if (!mutex_.try_lock()) return false;
        locked();
        return true;
    }
    void unlock() {
        if (probe.before_unlock) probe.before_unlock();
        mutex_.unlock();
        if (--locks_held == 0 && probe.none_held) probe.none_held();
    }

private:
    static void locked() {
        if (++locks_held == 1 && probe.first_locked) probe.first_locked();
    }

    std::mutex mutex_;
};

using Probed = ::Account<ProbedMutex>;
static_assert(std::is_same_v<decltype(Probed::balance), long>, "balance must stay a long");

template <class Mutex>
bool move(::Account<Mutex>& from, ::Account<Mutex>& to, std::int64_t amount) {
    static_assert(std::is_same_v<decltype(::transfer(from, to, 1L)), bool>, "transfer must return bool");
    return ::transfer(from, to, static_cast<long>(amount));
}

char const* words(bool moved) {
    return moved ? "moved" : "refused";
}

/// Each thread, as soon as it has one lock, waits until the other has one too. Whoever then waits for the second lock
/// with the first in hand, in the other order, waits for ever: in every run.
Values move_in_opposite_directions(Arguments const&) {
    Probed a;
    Probed b;
    a.balance = 100;
    b.balance = 100;
    Rendezvous both_have_one{2, subject::patience};
    auto const meeting = [&both_have_one](Probed& from, Probed& to, std::int64_t amount, bool& moved) {
        probe.first_locked = [&both_have_one] { both_have_one.arrive(); };
        moved = move(from, to, amount);
        probe = {};
    };
    bool there = false;
    bool back = false;
    on_threads(2, [&](std::int64_t thread) {
        if (thread == 0) meeting(a, b, 30, there);
        if (thread == 1) meeting(b, a, 50, back);
    });
    return {{"there", words(there)}, {"back", words(back)}, {"a", a.balance}, {"b", b.balance}};
}

Values expected_of_opposite_directions(Arguments const&) {
    return {{"there", "moved"}, {"back", "moved"}, {"a", std::int64_t{120}}, {"b", std::int64_t{80}}};
}

/// As soon as a transfer of 60 from a to b holds no lock, another thread does something whole: a second transfer, or an
/// audit, which holds all locks at once.
Values interrupt(Arguments const& given) {
    Probed a;
    Probed b;
    a.balance = given.integer("a");
    b.balance = given.integer("b");
    auto const by = given.text("by");
    std::string seen;
    Interruption interruption{given.integer("release"), [&] {
                                  if (by == "the_same") seen = words(move(a, b, 60));
                                  if (by == "back") seen = words(move(b, a, 60));
                                  if (by != "audit") return;
                                  std::scoped_lock const all{a.mutex, b.mutex};
                                  seen = std::to_string(a.balance + b.balance);
                              }};
    probe.none_held = [&] { interruption.point(); };
    bool const moved = move(a, b, 60);
    probe = {};
    interruption.finish();
    return {{"moved", words(moved)}, {"seen", seen}, {"a", a.balance}, {"b", b.balance}};
}

Values move_to_itself(Arguments const& given) {
    Probed account;
    account.balance = given.integer("balance");
    bool const moved = move(account, account, given.integer("amount"));
    bool const usable = account.mutex.try_lock();
    if (usable) account.mutex.unlock();
    return {{"moved", words(moved)}, {"balance", account.balance}, {"unlocked", usable ? "yes" : "no"}};
}

/// Two transfers between four accounts: each thread, before it gives back its first lock, waits for the other.
Values move_between_four(Arguments const&) {
    std::array<Probed, 4> accounts;
    for (auto& account : accounts)
        account.balance = 100;
    Rendezvous both_at_work{2, std::chrono::seconds{2}};
    auto const meeting = [&](std::size_t from, std::size_t to) {
        bool met = false;
        probe.before_unlock = [&] {
            if (!std::exchange(met, true)) both_at_work.arrive();
        };
        move(accounts[from], accounts[to], 1);
        probe = {};
    };
    on_threads(2, [&](std::int64_t thread) {
        if (thread == 0) meeting(0, 1);
        if (thread == 1) meeting(2, 3);
    });
    return {{"in_flight", both_at_work.most_together()}};
}

/// A transfer between accounts 0 and 1; no amount: an audit of both.
struct Operation {
    std::size_t from;
    std::size_t to;
    long amount;
};

/// The first transfer is covered only after the second, and the last one only before the first: refusals meet the
/// others, too.
constexpr std::array<Operation, 4> operations_beside{{{0, 1, 130}, {1, 0, 50}, {0, 0, 0}, {0, 0, 100}}};

using Balances = std::array<long, 2>;

long operate(std::array<::Account<>, 2>& accounts, Operation operation) {
    auto const& [from, to, amount] = operation;
    if (amount > 0) return move(accounts[from], accounts[to], amount) ? 1 : 0;
    std::scoped_lock const all{accounts[0].mutex, accounts[1].mutex};
    return accounts[0].balance + accounts[1].balance;
}

long operate_alone(Balances& balances, Operation operation) {
    auto const& [from, to, amount] = operation;
    if (amount == 0) return balances[0] + balances[1];
    if (balances[from] < amount) return 0;
    balances[from] -= amount;
    balances[to] += amount;
    return 1;
}

/// With nothing of ours between them: small enough for every interleaving to be tried.
Values use_beside(Arguments const&) {
    std::array<::Account<>, 2> accounts;
    for (auto& account : accounts)
        account.balance = 100;
    SeenBy<long, operations_beside.size(), 1> seen{};
    on_threads(operations_beside.size(), [&](std::int64_t number) {
        auto const thread = static_cast<std::size_t>(number);
        seen[thread][0] = operate(accounts, operations_beside[thread]);
    });
    bool const good = is_one_by_one(Balances{100, 100}, Balances{accounts[0].balance, accounts[1].balance}, seen,
                                    [](Balances& balances, std::size_t thread, std::size_t) {
                                        return operate_alone(balances, operations_beside[thread]);
                                    });
    return {{"audited", seen[2][0]}, {"as_if_one_by_one", good ? "yes" : "no"}};
}

Values expected_beside(Arguments const&) {
    return {{"audited", std::int64_t{200}}, {"as_if_one_by_one", "yes"}};
}

/// Threads transfer among three accounts in all directions, and the last of them audits; no synchronisation of ours but
/// the accounts' own locks, which the audit takes as std::lock does: it never waits while it holds one. Every second
/// thread begins with transfers from each account to itself: what a thread does first is ordered after nothing that
/// others do.
Values run_bank(Arguments const& given) {
    auto const threads = given.integer("threads");
    auto const per_thread = given.integer("per_thread");
    if (threads < 2) throw BadArguments{"threads must be at least 2"};
    constexpr std::int64_t money = 300;
    std::array<::Account<>, 3> bank;
    for (auto& account : bank)
        account.balance = money / 3;
    std::int64_t bad_audits = 0;
    auto const audit = [&] {
        std::scoped_lock const all{bank[0].mutex, bank[1].mutex, bank[2].mutex};
        bool negative = false;
        std::int64_t sum = 0;
        for (auto const& account : bank) {
            negative = negative || account.balance < 0;
            sum += account.balance;
        }
        if (negative || sum != money) ++bad_audits;
    };
    on_threads(threads, [&](std::int64_t thread) {
        for (std::int64_t i = 0; i < per_thread; ++i) {
            if (thread == threads - 1) {
                audit();
                continue;
            }
            auto const number = subject::mixed(given.seed(), static_cast<std::uint64_t>(i * threads + thread));
            bool const to_itself = thread % 2 == 1 && i < 3;
            auto const from = to_itself ? static_cast<std::uint64_t>(i) : number % 3;
            auto const to = to_itself ? from : (from + 1 + number / 3 % 2) % 3;
            move(bank[from], bank[to], static_cast<std::int64_t>(number / 6 % 90) + 1);
        }
    });
    audit();
    return {{"bad_audits", bad_audits}};
}

Values all_audits_good(Arguments const&) {
    return {{"bad_audits", std::int64_t{0}}};
}

Values both_in_flight(Arguments const&) {
    return {{"in_flight", std::int64_t{2}}};
}

Scenario const opposite{"opposite",
                        "two transfers between a and b, 100 each: 30 there and 50 back; both hold one lock, then go on",
                        {},
                        move_in_opposite_directions,
                        expected_of_opposite_directions};
Scenario const beside{"beside",
                      "transfers from a to b, back, and from a to itself, and an audit; nobody is made to wait",
                      {},
                      use_beside,
                      expected_beside};
Scenario const interrupted{"interrupted",
                           "something else happens as soon as a transfer of 60 from a to b holds no lock",
                           {{"a", 100, "balance of a"},
                            {"b", 100, "balance of b"},
                            {"by", "the_same", "what: the_same transfer, one back, or an audit (the sum of both)"},
                            {"release", 1, "at which time that it holds none"}},
                           interrupt};
Scenario const itself{"itself",
                      "a transfer from an account to itself",
                      {{"balance", 100, "of the account"}, {"amount", 60, "of the transfer"}},
                      move_to_itself};
Scenario const overlap{"overlap",
                       "two transfers between four accounts wait for each other; in_flight is how many met",
                       {},
                       move_between_four,
                       both_in_flight};
Scenario const bank{"bank",
                    "threads transfer among three accounts, and one audits",
                    {{"threads", 3, "how many, 2 to 64"}, {"per_thread", 1000, "transfers, or audits, on each"}},
                    run_bank,
                    all_audits_good};

}  // namespace
}  // namespace hb::lesson02
