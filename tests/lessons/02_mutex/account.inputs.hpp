#pragma once
/// What two operations on an account give one after the other: the same for the subject and the judge.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace hb::lesson02 {

/// An account in one thread, without any lock.
struct PlainAccount {
    std::int64_t balance = 0;
    std::int64_t withdrawn = 0;

    /// Does "deposit", "withdraw" or "statement", and says what the caller saw.
    std::string operate(std::string_view operation, std::int64_t amount) {
        if (operation == "statement") return std::to_string(balance) + " and " + std::to_string(withdrawn);
        if (operation == "deposit") {
            balance += amount;
            return "done";
        }
        if (balance < amount) return "refused";
        balance -= amount;
        withdrawn += amount;
        return "granted";
    }
};

/// What the callers of two operations saw, and what was left.
struct Outcome {
    std::string first;
    std::string second;
    PlainAccount account;
};

[[nodiscard]] inline Outcome one_after_the_other(std::int64_t balance, std::int64_t amount, std::string_view first,
                                                 std::string_view second) {
    Outcome outcome{{}, {}, {balance, 0}};
    outcome.first = outcome.account.operate(first, amount);
    outcome.second = outcome.account.operate(second, amount);
    return outcome;
}

}  // namespace hb::lesson02
