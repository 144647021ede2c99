#pragma once
/// The bytes of a data file.

#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace fl {

/// A data file that is missing, unreadable or not what it should be. The message says which, what and how to mend it.
struct BadFile : std::runtime_error {
    BadFile(std::filesystem::path const& file, std::string const& what) : runtime_error{file.string() + ": " + what} {}
};

/// Everything in the file, unpacked if it is gzip. Throws BadFile; `source` says where to get the file.
[[nodiscard]] std::vector<std::uint8_t> read_file(std::filesystem::path const& file, std::string const& source = "");

}  // namespace fl
