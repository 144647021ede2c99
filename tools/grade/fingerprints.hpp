#pragma once
/// Contents of files in a few letters: whether something has changed.

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace hb::grade {

/// SHA-256, in hexadecimal.
[[nodiscard]] std::string fingerprint(std::string_view text);

/// Fingerprints of files by their content. Those of large files that have not changed are remembered in a file, so that
/// a compiler's hundreds of megabytes are read once. Used from one thread.
class Fingerprints {
public:
    /// `memory`: that file; one that cannot be read or written costs time only.
    explicit Fingerprints(std::filesystem::path memory);
    Fingerprints(Fingerprints const&) = delete;
    Fingerprints& operator=(Fingerprints const&) = delete;
    ~Fingerprints();  ///< writes what was learnt beside its place and renames it

    /// "absent" if it cannot be read.
    [[nodiscard]] std::string file(std::filesystem::path const& path);

    /// The program and the shared objects that the loader gives it; it is not run. A script has none.
    [[nodiscard]] std::string program(std::filesystem::path const& path);

private:
    std::filesystem::path memory_;
    nlohmann::json remembered_;  ///< path -> {"state": what stat says, "sha256": ...}
    bool learnt_ = false;
    std::map<std::string, std::vector<std::filesystem::path>> shared_objects_;  ///< by the program's path and content
};

}  // namespace hb::grade
