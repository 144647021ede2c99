#pragma once
// Right elsewhere: no mutex at all, but both numbers in one atomic.

#include <atomic>
#include <cstdint>

class Account {
public:
    struct Statement {
        long balance;
        long withdrawn;
    };

    explicit Account(long paid_in) : now_{Both{static_cast<std::int32_t>(paid_in), 0}} {}

    void deposit(long amount) { change(amount, 0); }
    bool withdraw(long amount) { return change(-amount, amount); }

    Statement statement() const {
        auto const now = now_.load();
        return {now.balance, now.withdrawn};
    }

private:
    struct Both {
        std::int32_t balance;
        std::int32_t withdrawn;
    };

    bool change(long paid_in, long withdrawn) {
        auto before = now_.load();
        while (before.balance + paid_in >= 0) {
            Both const after{static_cast<std::int32_t>(before.balance + paid_in),
                             static_cast<std::int32_t>(before.withdrawn + withdrawn)};
            if (now_.compare_exchange_weak(before, after)) return true;
        }
        return false;
    }

    std::atomic<Both> now_;
};
