// The scenarios of account: one operation in the middle of another, and threads that run free.

#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>

#include "account.inputs.hpp"
#include "one_by_one.hpp"
#include "subject/guarded.hpp"
#include "subject/interruption.hpp"
#include "subject/on_threads.hpp"
#include "subject/scenario.hpp"
#include HB_ANSWER

namespace hb::lesson02 {
namespace {

using subject::Arguments;
using subject::BadArguments;
using subject::Interruption;
using subject::on_threads;
using subject::Scenario;
using subject::Values;

static_assert(std::is_same_v<decltype(std::declval<::Account&>().withdraw(1L)), bool>, "withdraw must return bool");

std::string operate(::Account& account, std::string const& operation, long amount) {
    if (operation == "withdraw") return account.withdraw(amount) ? "granted" : "refused";
    if (operation == "deposit") return account.deposit(amount), "done";
    if (operation != "statement") throw BadArguments{"an operation is deposit, withdraw or statement"};
    auto const statement = account.statement();
    return std::to_string(statement.balance) + " and " + std::to_string(statement.withdrawn);
}

/// While it lives, the interruption's points are before the first lock of a hb::Mutex on this thread, and after each
/// unlock.
class PointsBesideLocks {
public:
    explicit PointsBesideLocks(Interruption& interruption) {
        subject::beside_locks.before_lock = [this, &interruption] {
            if (!std::exchange(begun_, true)) interruption.point();
        };
        subject::beside_locks.after_unlock = [this, &interruption] {
            ++unlocks_;
            interruption.point();
        };
    }
    ~PointsBesideLocks() { subject::beside_locks = {}; }
    PointsBesideLocks(PointsBesideLocks const&) = delete;
    PointsBesideLocks& operator=(PointsBesideLocks const&) = delete;

    std::int64_t unlocks() const { return unlocks_; }

private:
    bool begun_ = false;
    std::int64_t unlocks_ = 0;
};

/// An operation that begins before it has the lock, or gives it back before it is done, lets the second one into its
/// middle here, in every run.
Values interrupt(Arguments const& given) {
    auto const amount = static_cast<long>(given.integer("amount"));
    ::Account account{static_cast<long>(given.integer("balance"))};
    std::string first;
    std::string second;
    std::int64_t unlocks = 0;
    Interruption interruption{given.integer("unlock") + 1,
                              [&] { second = operate(account, given.text("second"), amount); }};
    {
        PointsBesideLocks const points{interruption};
        first = operate(account, given.text("first"), amount);
        unlocks = points.unlocks();
    }
    interruption.finish();
    auto const left = account.statement();
    return {{"first", first},
            {"second", second},
            {"balance", left.balance},
            {"withdrawn", left.withdrawn},
            {"unlocks", unlocks}};
}

Values expected_one_after_the_other(Arguments const& given) {
    return one_after_the_other(given.integer("balance"), given.integer("amount"), given.text("first"),
                               given.text("second"));
}

/// Threads withdraw one at a time until nothing is left, with statements and deposits between; no synchronisation of
/// ours. Each thread begins with another operation: what it does first is ordered after nothing that others do.
/// Without deposits, every statement must come to the same sum.
Values run_free(Arguments const& given) {
    auto const balance = static_cast<long>(given.integer("balance"));
    auto const deposits = given.integer("deposits");
    if (balance < 0 || deposits < 0) throw BadArguments{"balance and deposits must be at least 0"};
    auto const all = balance + deposits * given.integer("threads");
    ::Account account{balance};
    // relaxed, here and below: counts that order nothing; joining the threads does. No partner.
    std::atomic<std::int64_t> granted = 0;
    std::atomic<std::int64_t> deposited = 0;
    std::atomic<std::int64_t> bad_statements = 0;
    on_threads(given.integer("threads"), [&](std::int64_t thread) {
        bool open = true;
        for (std::int64_t i = thread; open; ++i) {
            if (i % 3 == 0) {
                open = account.withdraw(1);
                granted.fetch_add(open ? 1 : 0, std::memory_order_relaxed);
            } else if (i % 3 == 1) {
                auto const seen = account.statement();
                auto const sum = seen.balance + seen.withdrawn;
                bool const good = seen.balance >= 0 && balance <= sum && sum <= all;
                bad_statements.fetch_add(good ? 0 : 1, std::memory_order_relaxed);
            } else if (i / 3 + 1 < deposits) {  // the last one: below
                account.deposit(1);
                deposited.fetch_add(1, std::memory_order_relaxed);
            }
        }
        // Every third thread ends with a deposit: what two of them do behind the lock, nothing orders.
        if (deposits > 0 && thread % 3 == 2) {
            account.deposit(1);
            deposited.fetch_add(1, std::memory_order_relaxed);
        }
    });
    // What came in after a thread had found nothing.
    while (account.withdraw(1))
        ++granted;
    auto const left = account.statement();
    return {{"bad_statements", bad_statements.load()},
            {"not_booked", granted.load() - left.withdrawn},
            {"lost", balance + deposited.load() - granted.load()},
            {"balance", left.balance}};
}

Values nothing_torn(Arguments const&) {
    return {{"bad_statements", std::int64_t{0}}, {"not_booked", std::int64_t{0}}};
}

/// Each function beside each other one: small enough for every interleaving to be tried.
Values use_beside(Arguments const& given) {
    constexpr std::array functions{"withdraw", "statement", "deposit"};
    // Deposits so small that no order of them covers a second withdrawal.
    auto const withdrawal = static_cast<long>(given.integer("amount"));
    std::array const amounts{withdrawal, 0L, 1L};
    auto const balance = static_cast<long>(given.integer("balance"));
    ::Account account{balance};
    SeenBy<std::string, 3, 2> seen;
    on_threads(3, [&](std::int64_t number) {
        auto const thread = static_cast<std::size_t>(number);
        for (std::size_t step = 0; step < 2; ++step) {
            auto const function = function_of(thread, step);
            seen[thread][step] = operate(account, functions.at(function), amounts.at(function));
        }
    });
    auto const left = account.statement();
    bool const good = is_one_by_one(PlainAccount{balance, 0}, PlainAccount{left.balance, left.withdrawn}, seen,
                                    [&](PlainAccount& alone, std::size_t thread, std::size_t step) {
                                        auto const function = function_of(thread, step);
                                        return alone.operate(functions.at(function), amounts.at(function));
                                    });
    return {{"paid_in", left.balance + left.withdrawn}, {"as_if_one_by_one", good ? "yes" : "no"}};
}

Values expected_beside(Arguments const& given) {
    auto const balance = given.integer("balance");
    auto const amount = given.integer("amount");
    if (amount <= 0 || balance < 0) throw BadArguments{"amount must be positive, balance at least 0"};
    return {{"paid_in", balance + 2}, {"as_if_one_by_one", "yes"}};
}

Scenario const interrupted{"interrupted",
                           "a second thread does its operation while the first is before its lock, or behind an unlock",
                           {{"balance", 100, "at the beginning"},
                            {"amount", 60, "of both operations"},
                            {"first", "withdraw", "deposit, withdraw or statement (balance and withdrawn)"},
                            {"second", "withdraw", "the same"},
                            {"unlock", 1, "behind which unlock of the first operation; 0: before its first lock"}},
                           interrupt,
                           expected_one_after_the_other};
Scenario const beside{"beside",
                      "three threads, two calls each: each function beside each other one, as if one by one",
                      {{"balance", 100, "at the beginning"}, {"amount", 60, "of each withdrawal; deposits are of 1"}},
                      use_beside,
                      expected_beside};
Scenario const free_run{"free_run",
                        "threads withdraw all there is, and look at statements meanwhile",
                        {{"threads", 6, "how many, 1 to 64"},
                         {"balance", 60, "at the beginning"},
                         {"deposits", 3, "of 1, by each thread at most"}},
                        run_free,
                        nothing_torn};

}  // namespace
}  // namespace hb::lesson02
