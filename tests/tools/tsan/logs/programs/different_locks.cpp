#include <memory>
#include <thread>
#include "account.hpp"
int main() {
    auto const account = std::make_unique<Account>();
    std::jthread const in([&] {
        for (int i = 0; i < 1000; ++i)
            account->deposit(1);
    });
    std::jthread const out([&] {
        for (int i = 0; i < 1000; ++i)
            account->withdraw(1);
    });
}
