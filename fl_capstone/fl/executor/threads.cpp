#include <atomic>
#include <barrier>
#include <exception>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "fl/executor/worker.hpp"

namespace fl {
namespace {

/// Threads that live as long as the executor. The caller is none of them: it waits.
class Threads final : public Executor {
public:
    Threads(Course const& course, std::size_t workers) : phase_{static_cast<std::ptrdiff_t>(workers + 1)} {
        if (workers == 0) throw std::invalid_argument{"an executor of threads needs at least one worker"};
        for (std::size_t i = 0; i < workers; ++i)
            workers_.push_back(std::make_unique<Worker>(course));
        for (auto& worker : workers_)
            threads_.emplace_back([this, &worker] { work(*worker); });
    }

    ~Threads() override {
        task_ = nullptr;
        phase_.arrive_and_wait();
    }

    Threads(Threads const&) = delete;
    Threads& operator=(Threads const&) = delete;

    std::string name() const override { return "threads"; }

    Outcome train(Round const& round, std::span<float> sum) override {
        // Longest first: a long client that begins last would leave the others idle.
        std::vector<Participant> order{round.participants.begin(), round.participants.end()};
        std::ranges::sort(order, std::ranges::greater{}, [](auto const& one) { return one.client->samples.size(); });
        for (auto& worker : workers_)
            worker->begin(sum.size());
        for_each_share(order.size(), [&](Worker& worker, std::size_t number) { worker.train(round, order[number]); });
        std::vector<Worker::Trained> trained;
        auto& total = workers_.front()->sum();
        for (auto& worker : workers_) {
            trained.insert(trained.end(), worker->trained().begin(), worker->trained().end());
            if (worker != workers_.front()) total.merge(worker->sum());
        }
        total.read(sum);
        return {in_order(std::move(trained))};
    }

    Score evaluate(std::span<float const> parameters, Dataset const& data) override {
        std::vector<Score> shares((data.size() + evaluation_share - 1) / evaluation_share);
        for_each_share(shares.size(), [&](Worker& worker, std::size_t number) {
            auto const from = number * evaluation_share;
            shares[number] = worker.evaluate(parameters, data, from, std::min(from + evaluation_share, data.size()));
        });
        return std::accumulate(shares.begin(), shares.end(), Score{},
                               [](Score sum, Score const& one) { return sum += one; });
    }

private:
    using Task = std::function<void(Worker&, std::size_t)>;

    /// Runs the task for 0 ... count - 1, each number once, by whoever is free. What the tasks did happens before it
    /// returns. Throws what the first task to fail threw, when all workers have stopped.
    void for_each_share(std::size_t count, Task const& task) {
        task_ = &task;
        count_ = count;
        next_.store(0, std::memory_order_relaxed);  // relaxed: the barrier orders it before the workers' reads
        failure_ = nullptr;
        phase_.arrive_and_wait();  // here we go
        phase_.arrive_and_wait();  // all is done
        if (failure_) std::rethrow_exception(failure_);
    }

    void work(Worker& worker) {
        for (;;) {
            phase_.arrive_and_wait();
            if (task_ == nullptr) return;
            try {
                // relaxed: a number each is all that is asked of it; what tasks read was ordered by the barrier.
                for (auto number = next_.fetch_add(1, std::memory_order_relaxed); number < count_;
                     number = next_.fetch_add(1, std::memory_order_relaxed))
                    (*task_)(worker, number);
            } catch (...) {
                std::lock_guard const hold{failing_};
                if (!failure_) failure_ = std::current_exception();
                next_.store(count_, std::memory_order_relaxed);  // relaxed: the others stop a little sooner, no more
            }
            phase_.arrive_and_wait();
        }
    }

    std::vector<std::unique_ptr<Worker>> workers_;
    // Written by the caller between two phases, read by the workers within one: the barrier stands between.
    Task const* task_ = nullptr;
    std::size_t count_ = 0;
    std::atomic<std::size_t> next_ = 0;
    std::mutex failing_;
    std::exception_ptr failure_;  // by failing_ within a phase
    std::barrier<> phase_;
    std::vector<std::jthread> threads_;  // last: they use all the others
};

}  // namespace

std::unique_ptr<Executor> threads_executor(Course const& course, std::size_t workers) {
    return std::make_unique<Threads>(course, workers);
}

}  // namespace fl
