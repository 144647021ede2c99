#include "subject/on_threads.hpp"

#include <string>
#include <thread>
#include <vector>

#include "subject/scenario.hpp"

namespace hb::subject {

void on_threads(std::int64_t threads, std::function<void(std::int64_t)> const& work) {
    if (threads < 1 || threads > most_threads) {
        throw BadArguments{"threads must be 1 to " + std::to_string(most_threads)};
    }
    std::vector<std::jthread>
        workers;  // jthread: those that have started are joined, even if the next one cannot start
    workers.reserve(static_cast<std::size_t>(threads));
    for (std::int64_t number = 0; number < threads; ++number)
        workers.emplace_back([&work, number] { work(number); });
}

}  // namespace hb::subject
