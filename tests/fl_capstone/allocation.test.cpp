// The steady state of training: nothing is allocated.

#include <catch2/catch_all.hpp>

#include <atomic>
#include <cstdlib>
#include <new>

#include "fl/client/training.hpp"
#include "fl/data/synthetic.hpp"
#include "fl/kernels/model.hpp"
#include "fl/partition/partition.hpp"
#include "fl/strategy/strategy.hpp"
#include "fl/torch/autograd.hpp"

using namespace fl;

namespace {

std::atomic<std::size_t> allocations = 0;

void* counted(std::size_t size, std::size_t alignment = alignof(std::max_align_t)) {
    allocations.fetch_add(1, std::memory_order_relaxed);  // relaxed: a count, read by the thread that allocated
    auto const whole = (size + alignment - 1) / alignment * alignment;
    if (auto* const memory = std::aligned_alloc(alignment, whole == 0 ? alignment : whole)) return memory;
    throw std::bad_alloc{};
}

}  // namespace

// All forms that are not replaced call one of these.
void* operator new(std::size_t size) {
    return counted(size);
}
void* operator new(std::size_t size, std::align_val_t alignment) {
    return counted(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::align_val_t) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
    std::free(memory);
}

namespace {

/// What training one client allocates, after another one as large was trained.
std::size_t allocations_of(Model const& model, Dataset const& data) {
    auto const clients = partition_iid(data, 2, 42);
    Course const course{model, data, {2, 50, 0.05F, {.flip = true, .padding = 4}}, 42};
    Trainer trainer{course};
    std::vector<float> global(model.parameters());
    std::vector<float> update(model.parameters());
    Random random{42, 0, 0, Purpose::model};
    model.initialise(global, random);
    auto const strategy = fedavg();
    auto const train = [&](Client const& client, std::uint32_t round) {
        Participant const participant{.client = &client};
        (void)trainer.train({round, global, participant, course.local}, *strategy, update);
        (void)trainer.evaluate(global, data, 0, data.size());
    };
    train(clients[0], 0);
    auto const before = allocations.load(std::memory_order_relaxed);
    train(clients[1], 1);
    return allocations.load(std::memory_order_relaxed) - before;
}

}  // namespace

TEST_CASE("training and testing with kernels allocate nothing, once a first client has been trained") {
    auto const data = synthetic({.shape = {3, 32, 32}, .training = 400, .test = 1}).training;
    CHECK(allocations_of(*kernel_model(lenet(data.shape, 10)), data) == 0);
    CHECK(allocations_of(*kernel_model(logistic(data.shape, 10)), data) == 0);
    CHECK(allocations_of(*kernel_model(two_nn(data.shape, 10)), data) == 0);
}

TEST_CASE("training with autograd allocates, and it is counted") {
    auto const data = synthetic({.shape = {3, 32, 32}, .training = 400, .test = 1}).training;
    CHECK(allocations_of(*autograd_model(logistic(data.shape, 10)), data) > 100);
}
