#include <thread>

struct Job {
    unsigned done : 1;
    unsigned tries : 7;
};

Job jobs[2];

int main() {
    std::thread worker([] { jobs[0].done = 1; });
    std::thread other([] { jobs[1].done = 1; });
    jobs[0].done = 0;
    for (auto& job : jobs)
        job = Job{};
    worker.join();
    other.join();
}
