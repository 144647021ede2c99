#include "fl/simulation/simulation.hpp"

#include <fmt/format.h>
#include <stdexcept>

#include "fl/memory/client_states.hpp"
#include "fl/simulation/checkpoint.hpp"
#include "fl/simulation/configuration.hpp"
#include "fl/simulation/sha256.hpp"

namespace fl {
namespace {

void check(Course const& course, Federation const& federation, Checkpoints const& checkpoints) {
    if (course.local.epochs == 0 || course.local.batch == 0)
        throw std::invalid_argument{"a client needs at least one epoch, and one sample a batch"};
    if (federation.test_every == 0) throw std::invalid_argument{"tests need an interval of at least one round"};
    if (checkpoints.every == 0) throw std::invalid_argument{"checkpoints need an interval of at least one round"};
    if (checkpoints.resume && checkpoints.file.empty())
        throw std::invalid_argument{"a run that resumes needs the file of its checkpoint"};
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

/// The rounds that are done; 0 unless the run goes on from a file.
std::uint32_t resumed(Checkpoints const& checkpoints, std::string const& configuration, Progress const& progress,
                      std::uint32_t rounds) {
    if (!checkpoints.resume) return 0;
    auto const done = load_checkpoint(checkpoints.file, configuration, progress);
    if (done > rounds)
        throw BadCheckpoint{
            checkpoints.file,
            fmt::format("is of a run of {} rounds: resume it for as many at least, not {}", done, rounds)};
    return done;
}

}  // namespace

std::vector<float> simulate(Course const& course, Federation const& federation, Strategy& strategy, Dataset const& test,
                            Executor& executor, std::function<void(RoundReport const&)> const& report,
                            Checkpoints const& checkpoints) {
    check(course, federation, checkpoints);
    auto const parameters = course.model.parameters();
    auto const vectors = strategy.vectors();
    std::vector<float> global(parameters);
    std::vector<float> sum((1 + vectors.sent) * parameters);
    ClientStates states{federation.clients.size(), vectors.kept * parameters};
    Random random{course.seed, 0, 0, Purpose::model};
    course.model.initialise(global, random);
    strategy.begin(parameters, federation.clients.size());
    executor.begin({strategy, test, federation.sampled, sum.size(), states.floats()});
    Progress const progress{global, strategy.state(), states};
    auto const configuration =
        checkpoints.file.empty() ? std::string{} : configuration_of(course, federation, strategy);
    bool last = false;
    auto const due = [&](std::uint32_t round, std::uint32_t every) { return last || (round + 1) % every == 0; };
    for (auto round = resumed(checkpoints, configuration, progress, federation.rounds);
         round < federation.rounds && !last; ++round) {
        auto const participants = participants_of(course, federation, strategy, states, round);
        auto const outcome = executor.train({round, global, participants, strategy}, sum);
        strategy.step(
            {participants, course.local, std::span{sum}.first(parameters), std::span{sum}.subspan(parameters)}, global);
        last = round + 1 == federation.rounds || federation.stops();
        if (!checkpoints.file.empty() && due(round, checkpoints.every)) {
            try {
                save_checkpoint(checkpoints.file, configuration, round + 1, progress);
            } catch (BadCheckpoint const& error) {
                checkpoints.failed(error.what());
            }
        }
        report({round, participants.size(), outcome.training,
                due(round, federation.test_every) ? executor.evaluate(global, test) : Score{}});
    }
    return global;
}

std::string fingerprint(std::span<float const> parameters) {
    return Sha256{}.add_all(parameters).hexadecimal();
}

}  // namespace fl
