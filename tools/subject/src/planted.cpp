#include "planted.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <thread>
#include <utility>

namespace hb::subject {
namespace {

constexpr int threads = 16;

struct Plan {
    int first = 0;
    int second = 0;
    bool first_writes = false;
    bool second_writes = false;
};

// Volatile keeps the accesses.
template <class Number>
std::array<Number volatile, threads + 1> nests{};

template <class Number>
void run(Plan const& plan) {
    std::thread not_waited_for;
    for (int number = 1; number <= threads; ++number) {
        bool const meets = number == plan.second;
        bool const writes = meets ? plan.second_writes : number == plan.first ? plan.first_writes : number % 2 == 0;
        auto& nest = nests<Number>.at(static_cast<std::size_t>(meets ? plan.first : number));
        std::thread thread{[&nest, writes] {
            if (writes)
                nest = 1;
            else
                static_cast<void>(Number{nest});
        }};
        if (number == plan.first)
            not_waited_for = std::move(thread);
        else
            thread.join();
    }
    not_waited_for.join();
}

/// The text up to the next comma, which is taken away with it.
std::string_view next(std::string_view& text) {
    auto const word = text.substr(0, text.find(','));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    return word;
}

int number(std::string_view text) {
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

}  // namespace

int plant_race(std::string_view numbers) {
    constexpr int no_sense = 2;
    Plan plan;
    plan.first = number(next(numbers));
    plan.second = number(next(numbers));
    auto const bytes = number(next(numbers));
    plan.first_writes = numbers.starts_with('w');
    plan.second_writes = numbers.ends_with('w');
    if (plan.first < 1 || plan.second <= plan.first || plan.second > threads) return no_sense;
    switch (bytes) {
        case 1:
            run<std::uint8_t>(plan);
            return 0;
        case 2:
            run<std::uint16_t>(plan);
            return 0;
        case 4:
            run<std::uint32_t>(plan);
            return 0;
        case 8:
            run<std::uint64_t>(plan);
            return 0;
        default:
            return no_sense;
    }
}

}  // namespace hb::subject
