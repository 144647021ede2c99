// The scenarios of account: one operation in the middle of another, and threads that run free.

#include <atomic>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

#include "account.inputs.hpp"
#include "subject/guarded.hpp"
#include "subject/interruption.hpp"
#include "subject/on_threads.hpp"
#include "subject/scenario.hpp"
#include HB_ANSWER

namespace hb::lesson02 {
namespace {

using subject::Arguments;
using subject::Interruption;
using subject::on_threads;
using subject::Scenario;
using subject::Values;

static_assert(std::is_same_v<decltype(std::declval<::Account&>().withdraw(1L)), bool>, "withdraw must return bool");

std::string operate(::Account& account, std::string const& operation, long amount) {
    if (operation == "withdraw") return account.withdraw(amount) ? "granted" : "refused";
    if (operation == "deposit") return account.deposit(amount), "done";
    if (operation != "statement") throw std::invalid_argument{"an operation is deposit, withdraw or statement"};
    auto const statement = account.statement();
    return std::to_string(statement.balance) + " and " + std::to_string(statement.withdrawn);
}

/// While it lives, something is done on this thread after each unlock of a hb::Mutex.
class AfterUnlock {
public:
    explicit AfterUnlock(std::function<void()> action) { subject::after_unlock = std::move(action); }
    ~AfterUnlock() { subject::after_unlock = nullptr; }
    AfterUnlock(AfterUnlock const&) = delete;
    AfterUnlock& operator=(AfterUnlock const&) = delete;
};

/// An operation that gives the lock back before it is done lets the second one into its middle here, in every run.
Values interrupt(Arguments const& given) {
    auto const amount = static_cast<long>(given.integer("amount"));
    ::Account account{static_cast<long>(given.integer("balance"))};
    std::string first;
    std::string second;
    Interruption interruption{given.integer("unlock"),
                              [&] { second = operate(account, given.text("second"), amount); }};
    {
        AfterUnlock const hook{[&] { interruption.point(); }};
        first = operate(account, given.text("first"), amount);
    }
    interruption.finish();
    auto const left = account.statement();
    return {{"first", first}, {"second", second}, {"balance", left.balance}, {"withdrawn", left.withdrawn}};
}

Values expected_one_after_the_other(Arguments const& given) {
    return one_after_the_other(given.integer("balance"), given.integer("amount"), given.text("first"),
                               given.text("second"));
}

/// Threads withdraw one at a time until nothing is left, with statements and deposits between; no synchronisation of
/// ours. Each thread begins with another operation: what it does first is ordered after nothing that others do.
Values run_free(Arguments const& given) {
    auto const balance = static_cast<long>(given.integer("balance"));
    if (balance < 0) throw std::invalid_argument{"balance must be at least 0"};
    ::Account account{balance};
    // relaxed, here and below: counts that order nothing; joining the threads does. No partner.
    std::atomic<std::int64_t> granted = 0;
    std::atomic<std::int64_t> bad_statements = 0;
    on_threads(given.integer("threads"), [&](std::int64_t thread) {
        bool open = true;
        for (std::int64_t i = thread; open; ++i) {
            if (i % 3 == 0) {
                open = account.withdraw(1);
                granted.fetch_add(open ? 1 : 0, std::memory_order_relaxed);
            } else if (i % 3 == 1) {
                auto const seen = account.statement();
                bool const good = seen.balance >= 0 && seen.balance + seen.withdrawn >= balance;
                bad_statements.fetch_add(good ? 0 : 1, std::memory_order_relaxed);
            } else if (i / 3 < 3) {
                account.deposit(1);
            }
        }
    });
    auto const left = account.statement();
    return {{"bad_statements", bad_statements.load()},
            {"not_booked", granted.load() - left.withdrawn},
            {"balance", left.balance}};
}

Values nothing_torn(Arguments const&) {
    return {{"bad_statements", std::int64_t{0}}, {"not_booked", std::int64_t{0}}};
}

Scenario const interrupted{"interrupted",
                           "a second thread does its operation while the first is behind an unlock of its own",
                           {{"balance", 100, "at the beginning"},
                            {"amount", 60, "of both operations"},
                            {"first", "withdraw", "deposit, withdraw or statement (balance and withdrawn)"},
                            {"second", "withdraw", "the same"},
                            {"unlock", 1, "behind which unlock of the first operation"}},
                           interrupt,
                           expected_one_after_the_other};
Scenario const free_run{"free_run",
                        "threads withdraw all there is, and look at statements meanwhile",
                        {{"threads", 6, "how many, 1 to 64"}, {"balance", 60, "at the beginning"}},
                        run_free,
                        nothing_torn};

}  // namespace
}  // namespace hb::lesson02
