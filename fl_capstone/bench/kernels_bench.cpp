// Each kernel's speed for LeNet on 50 images of 3 x 32 x 32, beside what the machine's arithmetic units can do in the
// same moment; then whole steps, by kernels and by autograd.
//
//   kernels_bench --benchmark_filter=convolution

#include <benchmark/benchmark.h>

#include <ctime>
#include <functional>
#include <string>
#include <vector>

#include "bench/fma_limit.hpp"
#include "fl/kernels/model.hpp"
#include "fl/torch/autograd.hpp"

namespace {

using fl::ConvolutionSize, fl::Kernels, fl::LinearSize, fl::PoolSize;

constexpr std::size_t images = 50;
constexpr ConvolutionSize convolution_1{3, 6, 5, 32, 32, images};
constexpr ConvolutionSize convolution_2{6, 16, 5, 14, 14, images};
constexpr LinearSize linear_1{400, 120, images};
constexpr PoolSize pool_1{6, 28, 28, 2, images, true};

/// Of this thread, which a busy neighbour does not lengthen much.
double seconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

/// Operations a second, in registers alone.
double limit_now() {
    float sink = 0.5F;
    auto const begin = seconds();
    auto const operations = fl::multiply_and_add(200'000, sink);
    auto const end = seconds();
    benchmark::DoNotOptimize(sink);
    return operations / (end - begin);
}

/// Memory enough for every argument of every kernel.
struct Arguments {
    std::vector<float> a = std::vector<float>(1U << 19U, 0.5F);
    std::vector<float> b = std::vector<float>(1U << 19U, 0.25F);
    std::vector<float> c = std::vector<float>(1U << 19U, 0.1F);
    std::vector<float> weights = std::vector<float>(62'006, 0.1F);
    std::vector<float> gradient = std::vector<float>(62'006);
    std::vector<float> biases = std::vector<float>(120);
    std::vector<float> scratch = std::vector<float>(1U << 19U);
};

struct Kernel {
    std::string name;
    double operations;  // 0: bound by memory, not by arithmetic
    std::function<void(Kernels const&, Arguments&)> run;
};

double operations(ConvolutionSize const& size) {
    return 2.0 * static_cast<double>((size.height - size.kernel + 1) * (size.width - size.kernel + 1) * size.in *
                                     size.kernel * size.kernel * size.out * size.batch);
}

std::vector<Kernel> all() {
    std::vector<Kernel> kernels;
    for (auto const& [name, size] : {std::pair{"1", convolution_1}, std::pair{"2", convolution_2}}) {
        auto const label = std::string{"convolution "} + name;
        kernels.push_back({label, operations(size), [size](auto const& kernel, auto& with) {
                               kernel.convolution(size, with.a.data(), with.weights.data(), with.biases.data(),
                                                  with.b.data(), with.scratch.data());
                           }});
        kernels.push_back({label + ", weights' gradient", operations(size), [size](auto const& kernel, auto& with) {
                               kernel.convolution_weight_gradient(size, with.a.data(), with.b.data(),
                                                                  with.gradient.data(), with.biases.data(),
                                                                  with.scratch.data());
                           }});
        kernels.push_back({label + ", images' gradient", operations(size), [size](auto const& kernel, auto& with) {
                               kernel.convolution_input_gradient(size, with.b.data(), with.weights.data(),
                                                                 with.a.data(), with.scratch.data());
                           }});
    }
    constexpr double products = 2.0 * linear_1.in * linear_1.out * images;
    kernels.push_back({"linear 1", products, [](auto const& kernel, auto& with) {
                           kernel.linear(linear_1, with.a.data(), with.weights.data(), with.biases.data(),
                                         with.b.data());
                       }});
    kernels.push_back({"linear 1, weights' gradient", products, [](auto const& kernel, auto& with) {
                           kernel.linear_weight_gradient(linear_1, with.a.data(), with.b.data(), with.gradient.data(),
                                                         with.biases.data());
                       }});
    kernels.push_back({"linear 1, images' gradient", products, [](auto const& kernel, auto& with) {
                           kernel.linear_input_gradient(linear_1, with.b.data(), with.weights.data(), with.a.data());
                       }});
    kernels.push_back({"relu and max pool 1", 0,
                       [](auto const& kernel, auto& with) { kernel.max_pool(pool_1, with.a.data(), with.b.data()); }});
    kernels.push_back({"relu and max pool 1, backward", 0, [](auto const& kernel, auto& with) {
                           kernel.max_pool_backward(pool_1, with.a.data(), with.b.data(), with.c.data(),
                                                    with.scratch.data());
                       }});
    kernels.push_back({"transpose a batch", 0, [](auto const& kernel, auto& with) {
                           kernel.transpose(images, 3072, with.a.data(), with.b.data());
                       }});
    kernels.push_back({"softmax", 0, [](auto const& kernel, auto& with) {
                           static std::vector<std::uint8_t> const labels(images, 3);
                           double loss = 0;
                           std::size_t correct = 0;
                           kernel.softmax(10, images, with.a.data(), with.b.data(), labels.data(), 0.02F, loss,
                                          correct);
                           benchmark::DoNotOptimize(loss);
                       }});
    kernels.push_back({"step of SGD", 0, [](auto const& kernel, auto& with) {
                           kernel.step(with.weights.size(), with.weights.data(), with.gradient.data(), 1e-9F);
                       }});
    return kernels;
}

void measure(benchmark::State& state, Kernels const& kernels, Kernel const& kernel) {
    Arguments with;
    kernel.run(kernels, with);
    auto const begin = seconds();
    for (auto _ : state) {
        kernel.run(kernels, with);
        benchmark::ClobberMemory();
    }
    auto const end = seconds();
    if (kernel.operations == 0) return;
    auto const speed = kernel.operations * static_cast<double>(state.iterations()) / (end - begin);
    auto const limit = limit_now();
    state.counters["GFLOP/s"] = speed * 1e-9;
    state.counters["limit"] = limit * 1e-9;
    state.counters["share"] = speed / limit;
}

void measure_step(benchmark::State& state, fl::Model const& model) {
    auto const learner = model.learner(images);
    std::vector<float> parameters(model.parameters());
    std::vector<float> gradient(parameters.size());
    std::vector<float> pixels(images * 3072);
    std::vector<std::uint8_t> const labels(images, 3);
    fl::Random random{42, 0, 0, fl::Purpose::model};
    model.initialise(parameters, random);
    for (auto& pixel : pixels)
        pixel = random.normal();
    for (auto _ : state)
        (void)learner->gradient(parameters, {pixels, labels}, gradient);
}

}  // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    auto const lenet = fl::lenet({3, 32, 32}, 10);
    for (auto const* kernels : fl::runnable_kernels()) {
        std::string const processor = kernels->processor;
        for (auto const& kernel : all())
            benchmark::RegisterBenchmark((processor + ": " + kernel.name).c_str(), [=](auto& state) {
                measure(state, *kernels, kernel);
            })->Unit(benchmark::kMicrosecond);
        benchmark::RegisterBenchmark((processor + ": whole step").c_str(), [=](auto& state) {
            measure_step(state, *fl::kernel_model(lenet, *kernels));
        })->Unit(benchmark::kMicrosecond);
    }
    benchmark::RegisterBenchmark("autograd: whole step", [=](auto& state) {
        measure_step(state, *fl::autograd_model(lenet));
    })->Unit(benchmark::kMicrosecond);
    benchmark::RunSpecifiedBenchmarks();
}
