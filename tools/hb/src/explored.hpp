#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "explore/explore.hpp"
#include "judge/private_folder.hpp"

namespace hb::cli {

/// A program that the explorer can run, built and ready.
struct Explored {
    std::filesystem::path program;
    std::vector<std::string> words;  ///< its arguments
    explore::Settings settings;      ///< how it is shown, contained and interrupted; the rest is the caller's
    std::unique_ptr<judge::PrivateFolder> folder;  ///< where a source file was compiled
};

/// `what` is an exercise, whose words are a scenario and its arguments (its own if there are none), or a source file,
/// whose words are its arguments. `set` is of an exercise. Throws UserError if there is none, or it does not compile.
[[nodiscard]] Explored prepare_explored(std::string const& what, std::vector<std::string> const& words,
                                        std::string const& set);

/// The text is one, or names a file that holds one. Throws UserError if it is neither.
[[nodiscard]] explore::Schedule schedule_or_throw(std::string const& text);

}  // namespace hb::cli
