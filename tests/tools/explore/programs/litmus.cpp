// A litmus test, from the text that is its argument: threads separated by '/', operations by ' ', each of them four
// letters: load L, store S, fetch_add A, compare_exchange of 0 C, fence F; the object x or y; the value stored; the
// order (relaxed r, acquire a, release l, acq_rel q, seq_cst s). "Sx1r Ly0a/Fx0s" prints what each operation read, then
// x and y.
#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace {

constexpr int most_threads = 4;
constexpr int most_operations = 4;  // of a thread

std::array<std::atomic<int>, 2> objects;
std::array<std::array<int, most_operations>, most_threads> seen;

std::memory_order order_of(char letter) {
    switch (letter) {
        case 'r':
            return std::memory_order_relaxed;
        case 'a':
            return std::memory_order_acquire;
        case 'l':
            return std::memory_order_release;
        case 'q':
            return std::memory_order_acq_rel;
        case 's':
            return std::memory_order_seq_cst;
        default:
            std::abort();
    }
}

// One function for each operation of each thread: an operation is known by its place in the program.
template <int place>
int perform(std::string_view operation) {
    auto& object = objects[operation[1] == 'x' ? 0 : 1];
    auto const value = operation[2] - '0';
    auto const order = order_of(operation[3]);
    switch (operation[0]) {
        case 'L':
            return object.load(order);
        case 'S':
            object.store(value, order);
            return -1;
        case 'A':
            return object.fetch_add(value, order);
        case 'C': {
            auto expected = 0;
            object.compare_exchange_strong(expected, value, order);
            return expected;
        }
        case 'F':
            std::atomic_thread_fence(order);
            return -1;
        default:
            std::abort();
    }
}

template <int... places>
int perform_at(int place, std::string_view operation, std::integer_sequence<int, places...>) {
    using Perform = int(std::string_view);
    static constexpr std::array<Perform*, sizeof...(places)> table{perform<places>...};
    return table[static_cast<std::size_t>(place)](operation);
}

void run(int thread, std::string_view operations) {
    for (int place = 0; !operations.empty(); ++place) {
        constexpr std::integer_sequence places = std::make_integer_sequence<int, most_threads * most_operations>{};
        seen[static_cast<std::size_t>(thread)][static_cast<std::size_t>(place)] =
            perform_at(thread * most_operations + place, operations.substr(0, 4), places);
        operations.remove_prefix(operations.size() > 4 ? 5 : 4);
    }
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 2) return 2;
    for (auto& of_thread : seen)
        of_thread.fill(-1);
    {
        std::vector<std::jthread> threads;
        std::string_view left{arguments[1]};
        for (int thread = 0; !left.empty(); ++thread) {
            auto const own = left.substr(0, left.find('/'));
            threads.emplace_back(run, thread, own);
            left.remove_prefix(own.size() < left.size() ? own.size() + 1 : own.size());
        }
    }
    for (auto const& of_thread : seen)
        for (auto const value : of_thread)
            if (value >= 0) std::printf("%d ", value);
    std::printf("| %d %d", objects[0].load(), objects[1].load());
}
