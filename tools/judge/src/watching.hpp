#pragma once
/// Whether the explorer, which lives in the subject's own process, really watched.

#include <filesystem>
#include <string>
#include <vector>

#include "explore/explore.hpp"

namespace hb::judge {

/// Races that the harness plants before an answer is explored and after it (tools/subject/src/planted.hpp), of each
/// width and kind. Which threads race is drawn anew each time.
class PlantedRaces {
public:
    PlantedRaces();

    void plant(explore::Settings& settings) const;

    /// What is missing or wrong in what was reported of them, in a few words; empty if nothing is.
    [[nodiscard]] std::string missing(explore::Result const& result) const;

private:
    struct Race {
        std::string word;  ///< the subject's argument
        std::string told;  ///< by the explorer
    };
    std::vector<Race> before_;
    std::vector<Race> after_;
};

/// A function of the explorer's that the subject defines itself, so that the program would call that one; empty if
/// there is none. Throws UserError if llvm-nm cannot be started.
[[nodiscard]] std::string replaced_function(std::filesystem::path const& subject, std::filesystem::path const& runtime);

}  // namespace hb::judge
