#include <thread>

struct Job {
    int id = 0;
    int result = 0;
};

void finish(Job* job) {
    delete job;
}

int main() {
    auto* const job = new Job;
    std::thread(finish, job).join();
    job->result = 42;
}
