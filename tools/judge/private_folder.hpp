#pragma once
#include <filesystem>

namespace hb::judge {

/// A new empty folder in TMPDIR, or /tmp, removed with all that is in it when it goes out of scope.
class PrivateFolder {
public:
    /// Throws UserError if there is no place for it.
    PrivateFolder();
    ~PrivateFolder();
    PrivateFolder(PrivateFolder const&) = delete;
    PrivateFolder& operator=(PrivateFolder const&) = delete;

    [[nodiscard]] std::filesystem::path const& path() const { return path_; }

private:
    std::filesystem::path path_;
};

}  // namespace hb::judge
