#include "fl/simulation/simulation.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <stdexcept>

namespace fl {
namespace {

/// In the order of their numbers.
std::vector<Participant> sample(Course const& course, Federation const& federation, std::uint32_t round) {
    Random random{course.seed, round, 0, Purpose::sampling};
    std::vector<std::uint32_t> numbers(federation.clients.size());
    std::iota(numbers.begin(), numbers.end(), 0U);
    random.shuffle(std::span{numbers});
    numbers.resize(federation.sampled);
    std::ranges::sort(numbers);
    std::vector<Participant> participants;
    double samples = 0;
    for (auto const number : numbers) {
        participants.push_back({&federation.clients[number], 0});
        samples += static_cast<double>(federation.clients[number].samples.size());
    }
    for (auto& participant : participants)
        participant.weight = static_cast<double>(participant.client->samples.size()) / samples;
    return participants;
}

}  // namespace

std::vector<float> simulate(Course const& course, Federation const& federation, Dataset const& test, Executor& executor,
                            std::function<void(RoundReport const&)> const& report) {
    if (federation.sampled == 0 || federation.sampled > federation.clients.size())
        throw std::invalid_argument{
            fmt::format("{} clients a round cannot be sampled from {}", federation.sampled, federation.clients.size())};
    std::vector<float> global(course.model.parameters());
    std::vector<float> update(global.size());
    Random random{course.seed, 0, 0, Purpose::model};
    course.model.initialise(global, random);
    for (std::uint32_t round = 0; round < federation.rounds; ++round) {
        auto const participants = sample(course, federation, round);
        auto const outcome = executor.train({round, global, participants}, update);
        for (std::size_t i = 0; i < global.size(); ++i)
            global[i] += update[i];
        bool const tests = (round + 1) % federation.test_every == 0 || round + 1 == federation.rounds;
        report({round, participants.size(), outcome.training, tests ? executor.evaluate(global, test) : Score{}});
    }
    return global;
}

std::string fingerprint(std::span<float const> parameters) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    if (EVP_Digest(parameters.data(), parameters.size_bytes(), digest.data(), &size, EVP_sha256(), nullptr) != 1)
        throw std::runtime_error{"SHA-256 could not be computed"};
    std::string text;
    for (unsigned i = 0; i < size; ++i)
        text += fmt::format("{:02x}", digest[i]);
    return text;
}

}  // namespace fl
