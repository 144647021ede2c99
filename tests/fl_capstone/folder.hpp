#pragma once
/// A folder for one test.

#include <stdlib.h>  // mkdtemp

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

/// Empty at first, and removed in the end.
class Folder {
public:
    Folder() {
        auto pattern = (std::filesystem::temp_directory_path() / "fl_test.XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error{"no temporary folder"};
        path_ = pattern;
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;

    [[nodiscard]] std::filesystem::path operator/(std::string const& name) const { return path_ / name; }
    [[nodiscard]] std::filesystem::path const& path() const { return path_; }

    std::filesystem::path write(std::string const& name, std::string const& content) const {
        std::ofstream{path_ / name, std::ios::binary} << content;
        return path_ / name;
    }

private:
    std::filesystem::path path_;
};

inline std::string content_of(std::filesystem::path const& file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}
