#pragma once
/// How a federation learns: what its clients minimise, how much each counts, and what the server does with their sum.

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "fl/client/training.hpp"

namespace fl {

/// A client of a round.
struct Participant {
    Client const* client;
    double importance = 1;       ///< its samples; 1 where it was sampled by them, which counts them already
    double weight = 0;           ///< of what it sends; those of a round add up to 1
    std::span<float> kept = {};  ///< its own state, from one of its rounds to the next; written by its training alone
};

/// One client's training in one round. Not owned.
struct Visit {
    std::uint32_t round;
    std::span<float const> global;  ///< what the client begins with
    Participant const& participant;
    LocalTraining const& local;
};

/// What the server has at the end of a round. Not owned.
struct Gathered {
    std::span<Participant const> participants;
    LocalTraining const& local;
    std::span<float const> update;  ///< the weighted mean of what the clients' training added to the parameters
    std::span<float const> sent;    ///< the weighted mean of what they sent besides
};

/// The interface of all strategies; a new one is a class in a file of its own. The members for a client are pure
/// functions, called by any thread, for different clients at the same time: they read what the server's members, which
/// one thread calls between the rounds, have written, and write into the client's own memory.
class Strategy {
public:
    /// Vectors of as many floats as the model has parameters, besides a client's update.
    struct Vectors {
        std::size_t sent = 0;  ///< by a client, each round
        std::size_t kept = 0;  ///< for a client, from the first round in which it takes part; zero before
    };

    virtual ~Strategy() = default;
    [[nodiscard]] virtual std::string name() const = 0;

    /// What else the bits depend on, in words: a checkpoint of other settings is refused.
    [[nodiscard]] virtual std::string settings() const { return ""; }

    [[nodiscard]] virtual Vectors vectors() const { return {}; }

    /// The server's, before the first round: forgets every earlier run.
    virtual void begin(std::size_t parameters, std::size_t clients) {
        (void)parameters;
        (void)clients;
    }

    /// How much the participant counts, beside the others. Each participant's share of the sum becomes its weight.
    [[nodiscard]] virtual double weight(Participant const& participant, LocalTraining const& local) const {
        (void)local;
        return participant.importance;
    }

    /// A client's, before each of its steps: changes the gradient of the mean loss at its `parameters`.
    virtual void correct(Visit const& visit, std::span<float const> parameters, std::span<float> gradient) const {
        (void)visit;
        (void)parameters;
        (void)gradient;
    }

    /// A client's, after its last step: overwrites `sent`; may change the update, and write what the client keeps.
    virtual void finish(Visit const& visit, std::span<float> update, std::span<float> sent) const {
        (void)visit;
        (void)update;
        (void)sent;
    }

    /// The server's, at the end of a round: changes the global parameters.
    virtual void step(Gathered const& gathered, std::span<float> global) = 0;

    /// Whatever the server remembers from one round to the next: what a checkpoint keeps.
    [[nodiscard]] virtual std::vector<std::span<float>> state() { return {}; }
};

/// Adds the mean of the updates, by the clients' samples (McMahan et al., AISTATS 2017).
[[nodiscard]] std::unique_ptr<Strategy> fedavg();

/// FedAvg with mu / 2 * |parameters - global|^2 in every client's loss (Li et al., MLSys 2020).
[[nodiscard]] std::unique_ptr<Strategy> fedprox(double mu = 0.01);

/// Control variates against the clients' drift, option II (Karimireddy et al., ICML 2020). Every client that has taken
/// part keeps one vector of the model's size for the rest of the run, and sends a second one each time.
[[nodiscard]] std::unique_ptr<Strategy> scaffold(double learning_rate = 1);

/// The server's momentum (Hsu et al., 2019, arXiv 1909.06335).
[[nodiscard]] std::unique_ptr<Strategy> fedavgm(double momentum = 0.9, double learning_rate = 1);

/// Settings of the adaptive servers (Reddi et al., ICLR 2021), with the values that the paper fixes; the learning rate
/// is the one that it tunes.
struct Adaptive {
    double learning_rate = 0.01;
    double first = 0.9;    ///< beta_1: decay of the mean of the updates
    double second = 0.99;  ///< beta_2: decay of the mean of their squares; FedAdagrad has none
    double tau = 1e-3;     ///< degree of adaptivity: the smaller, the more
};

[[nodiscard]] std::unique_ptr<Strategy> fedadam(Adaptive const& settings = {});
[[nodiscard]] std::unique_ptr<Strategy> fedyogi(Adaptive const& settings = {});
[[nodiscard]] std::unique_ptr<Strategy> fedadagrad(Adaptive const& settings = {.first = 0});

/// Updates divided by how many steps they took, for clients that take unequally many (Wang et al., NeurIPS 2020; for
/// plain SGD).
[[nodiscard]] std::unique_ptr<Strategy> fednova();

}  // namespace fl
