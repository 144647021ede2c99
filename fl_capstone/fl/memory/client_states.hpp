#pragma once
/// What a strategy keeps for clients between their rounds.

#include <cstddef>
#include <span>
#include <vector>

namespace fl {

/// A vector of floats a client, of which only those take memory that have been asked for: a federation of 10,000 in
/// which 200 took part keeps 200. Used by one thread at a time; the vectors themselves by one thread each.
class ClientStates {
public:
    ClientStates(std::size_t clients, std::size_t floats) : floats_{floats}, states_(clients) {}

    /// The client's own, zero at first. Stays where it is.
    [[nodiscard]] std::span<float> of(std::size_t client) {
        auto& state = states_[client];
        if (state.size() != floats_) state.assign(floats_, 0);
        return state;
    }

    [[nodiscard]] std::size_t clients() const { return states_.size(); }
    [[nodiscard]] std::size_t floats() const { return floats_; }

    /// Whether the client takes memory.
    [[nodiscard]] bool holds(std::size_t client) const { return !states_[client].empty(); }

private:
    std::size_t floats_;
    std::vector<std::vector<float>> states_;
};

}  // namespace fl
