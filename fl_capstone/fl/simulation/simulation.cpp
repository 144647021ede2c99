#include "fl/simulation/simulation.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <stdexcept>

#include "fl/memory/client_states.hpp"

namespace fl {
namespace {

void check(Course const& course, Federation const& federation) {
    if (course.local.epochs == 0 || course.local.batch == 0)
        throw std::invalid_argument{"a client needs at least one epoch, and one sample a batch"};
    for (auto const& client : federation.clients)
        if (client.samples.empty())
            throw std::invalid_argument{
                fmt::format("client {} has no samples: give it some, or take it out of the federation", client.id)};
}

/// In the order of their numbers.
std::vector<Participant> participants_of(Course const& course, Federation const& federation, Strategy const& strategy,
                                         ClientStates& states, std::uint32_t round) {
    std::vector<Participant> participants;
    double sum = 0;
    for (auto const number :
         sample_clients(federation.clients, federation.sampled, federation.sampling, course.seed, round)) {
        auto const& client = federation.clients[number];
        Participant participant{.client = &client, .kept = states.of(number)};
        if (federation.sampling == Sampling::uniform)
            participant.importance = static_cast<double>(client.samples.size());
        participant.weight = strategy.weight(participant, course.local);
        sum += participant.weight;
        participants.push_back(participant);
    }
    for (auto& participant : participants)
        participant.weight /= sum;
    return participants;
}

}  // namespace

std::vector<float> simulate(Course const& course, Federation const& federation, Strategy& strategy, Dataset const& test,
                            Executor& executor, std::function<void(RoundReport const&)> const& report) {
    check(course, federation);
    auto const parameters = course.model.parameters();
    auto const vectors = strategy.vectors();
    std::vector<float> global(parameters);
    std::vector<float> sum((1 + vectors.sent) * parameters);
    ClientStates states{federation.clients.size(), vectors.kept * parameters};
    Random random{course.seed, 0, 0, Purpose::model};
    course.model.initialise(global, random);
    strategy.begin(parameters, federation.clients.size());
    executor.begin({strategy, test, federation.sampled, sum.size(), states.floats()});
    for (std::uint32_t round = 0; round < federation.rounds; ++round) {
        auto const participants = participants_of(course, federation, strategy, states, round);
        auto const outcome = executor.train({round, global, participants, strategy}, sum);
        strategy.step(
            {participants, course.local, std::span{sum}.first(parameters), std::span{sum}.subspan(parameters)}, global);
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
