#pragma once
// Wrong: the workers are kept for the next call, as a thread pool would; the contract says that none is running then.

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <queue>
#include <thread>
#include <utility>
#include <vector>

/// Has at least as many threads as any call has asked for, and joins them at the end of the program.
class Crew {
public:
    ~Crew() {
        {
            std::lock_guard const lock{mutex_};
            over_ = true;
        }
        changed_.notify_all();
        for (auto& worker : workers_)
            worker.join();
    }

    void run(std::vector<std::function<void()>> tasks) {
        std::unique_lock lock{mutex_};
        while (workers_.size() < tasks.size())
            workers_.emplace_back([this] { work(); });
        unfinished_ = tasks.size();
        for (auto& task : tasks)
            tasks_.push(std::move(task));
        changed_.notify_all();
        finished_.wait(lock, [this] { return unfinished_ == 0; });
    }

private:
    void work() {
        std::unique_lock lock{mutex_};
        for (;;) {
            changed_.wait(lock, [this] { return over_ || !tasks_.empty(); });
            if (over_) return;
            auto const task = std::move(tasks_.front());
            tasks_.pop();
            lock.unlock();
            task();
            lock.lock();
            if (--unfinished_ == 0) finished_.notify_one();
        }
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::condition_variable finished_;
    std::queue<std::function<void()>> tasks_;
    std::size_t unfinished_ = 0;
    bool over_ = false;
    std::vector<std::thread> workers_;
};

template <class Happened>
long count_up(int threads, long per_thread, Happened happened) {
    static Crew crew;
    std::vector<long> counts(static_cast<std::size_t>(threads));
    std::vector<std::function<void()>> tasks;
    for (int thread = 0; thread < threads; ++thread) {
        tasks.emplace_back([&, thread] {
            long count = 0;
            for (long i = 0; i < per_thread; ++i)
                count += happened(thread, i) ? 1 : 0;
            counts[static_cast<std::size_t>(thread)] = count;
        });
    }
    crew.run(std::move(tasks));
    long total = 0;
    for (long const count : counts)
        total += count;
    return total;
}
