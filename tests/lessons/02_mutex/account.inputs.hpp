#pragma once
/// What two operations on an account give one after the other: the same for the subject and the judge.

#include <cstdint>
#include <string>
#include <string_view>

#include "subject/value.hpp"

namespace hb::lesson02 {

/// An account in one thread, without any lock.
struct PlainAccount {
    std::int64_t balance = 0;
    std::int64_t withdrawn = 0;

    bool operator==(PlainAccount const&) const = default;

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

/// What the callers of two operations see, and what is left, if the first is over before the second begins.
[[nodiscard]] inline subject::Values one_after_the_other(std::int64_t balance, std::int64_t amount,
                                                         std::string_view first, std::string_view second) {
    PlainAccount account{balance, 0};
    auto const seen_first = account.operate(first, amount);
    auto const seen_second = account.operate(second, amount);
    return {
        {"first", seen_first}, {"second", seen_second}, {"balance", account.balance}, {"withdrawn", account.withdrawn}};
}

}  // namespace hb::lesson02
