#include <atomic>
#include <barrier>
#include <exception>
#include <functional>
#include <stdexcept>
#include <thread>

#include "fl/executor/worker.hpp"

namespace fl {
namespace {

/// Threads that live as long as the executor. The caller is none of them: it waits.
class Threads final : public Executor {
public:
    Threads(Course const& course, std::size_t workers)
        : failures_(workers),
          begin_{static_cast<std::ptrdiff_t>(workers + 1)},
          end_{static_cast<std::ptrdiff_t>(workers + 1)} {
        if (workers == 0) throw std::invalid_argument{"an executor of threads needs at least one worker"};
        for (std::size_t i = 0; i < workers; ++i)
            workers_.push_back(std::make_unique<Worker>(course));
        for (std::size_t i = 0; i < workers; ++i)
            threads_.emplace_back([this, i] { work(*workers_[i], failures_[i]); });
    }

    ~Threads() override {
        task_ = nullptr;
        begin_.arrive_and_wait();
    }

    Threads(Threads const&) = delete;
    Threads& operator=(Threads const&) = delete;

    std::string name() const override { return "threads"; }

    Outcome train(Round const& round, std::span<float> sum) override {
        auto const order = longest_first(round.participants);
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
        std::vector<Score> shares(evaluation_shares(data));
        for_each_share(shares.size(), [&](Worker& worker, std::size_t number) {
            shares[number] = evaluate_share(worker, parameters, data, number);
        });
        return sum_of(shares);
    }

private:
    using Task = std::function<void(Worker&, std::size_t)>;

    /// Runs the task for 0 ... count - 1, each number once, by whoever is free. What the tasks did happens before it
    /// returns. Throws what a task threw, when all workers have stopped.
    void for_each_share(std::size_t count, Task const& task) {
        task_ = &task;
        count_ = count;
        next_.store(0, std::memory_order_relaxed);  // relaxed: begin_ orders it before the workers' reads
        std::ranges::fill(failures_, nullptr);
        begin_.arrive_and_wait();
        end_.arrive_and_wait();
        for (auto const& failure : failures_)
            if (failure) std::rethrow_exception(failure);
    }

    void work(Worker& worker, std::exception_ptr& failure) {
        for (;;) {
            begin_.arrive_and_wait();
            if (task_ == nullptr) return;
            try {
                // relaxed: a number each is all that is asked of it; what tasks read was ordered by begin_.
                for (auto number = next_.fetch_add(1, std::memory_order_relaxed); number < count_;
                     number = next_.fetch_add(1, std::memory_order_relaxed))
                    (*task_)(worker, number);
            } catch (...) {
                failure = std::current_exception();
                next_.store(count_, std::memory_order_relaxed);  // relaxed: the others stop a little sooner, no more
            }
            end_.arrive_and_wait();
        }
    }

    // Written by the caller before begin_, read by the workers up to end_. A worker and its failure are the worker's
    // from begin_ to end_, and the caller's otherwise.
    Task const* task_ = nullptr;
    std::size_t count_ = 0;
    std::vector<std::unique_ptr<Worker>> workers_;
    std::vector<std::exception_ptr> failures_;
    std::atomic<std::size_t> next_ = 0;
    std::barrier<> begin_;
    std::barrier<> end_;
    std::vector<std::jthread> threads_;  // last: they use all the others
};

}  // namespace

std::unique_ptr<Executor> threads_executor(Course const& course, std::size_t workers) {
    return std::make_unique<Threads>(course, workers);
}

}  // namespace fl
