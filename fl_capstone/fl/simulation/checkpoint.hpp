#pragma once
/// A run on file, so that one that was killed at any moment goes on, and ends with the same bits.
///
/// The file: a mark of its format, the configuration, the number of rounds that are done, the parameters, the
/// strategy's state, each client's state, and SHA-256 over all that. It is written beside the old one, brought to the
/// disk, and then renamed: at every moment there is a whole checkpoint, or none yet.

#include <cstdint>
#include <filesystem>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "fl/memory/client_states.hpp"

namespace fl {

/// A checkpoint that could not be written or must not be used. The message says which file, why and how to mend it.
struct BadCheckpoint : std::runtime_error {
    BadCheckpoint(std::filesystem::path const& file, std::string const& what)
        : runtime_error{file.string() + ": " + what} {}
};

/// All that changes from round to round. Not owned: saving reads it, loading overwrites it.
struct Progress {
    std::span<float> global;
    std::vector<std::span<float>> server;  ///< Strategy::state()
    ClientStates& clients;
};

/// `configuration`: what the run's bits depend on, a line each. Throws BadCheckpoint if it cannot be written; then the
/// file is as it was.
void save_checkpoint(std::filesystem::path const& file, std::string const& configuration, std::uint32_t rounds_done,
                     Progress const& progress);

/// Returns how many rounds are done. Throws BadCheckpoint if the file is missing, damaged or of another configuration.
[[nodiscard]] std::uint32_t load_checkpoint(std::filesystem::path const& file, std::string const& configuration,
                                            Progress const& progress);

}  // namespace fl
