#include "judge/whole_file.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include "judge/error.hpp"

namespace hb {

std::string read_whole(std::filesystem::path const& file) {
    std::ifstream stream{file, std::ios::binary};
    std::ostringstream text;
    if (stream && stream.peek() != std::ifstream::traits_type::eof()) text << stream.rdbuf();
    if (!stream.is_open() || stream.bad()) {
        throw UserError{fmt::format("{} cannot be read.", file.string()), "Make it a readable file again."};
    }
    return text.str();
}

void write_whole(std::filesystem::path const& file, std::string const& text) {
    auto const beside = std::filesystem::path{file}.concat(fmt::format(".{}.part", ::getpid()));
    std::ofstream stream{beside, std::ios::binary};
    stream << text;
    stream.close();
    std::error_code error{stream ? 0 : errno, std::generic_category()};
    if (stream) std::filesystem::rename(beside, file, error);
    if (error || !stream) {
        std::error_code ignored;
        std::filesystem::remove(beside, ignored);
        throw UserError{fmt::format("{} cannot be written: {}.", file.string(), error.message()),
                        "Name a file in a folder that exists and has space; what the file held is still there."};
    }
}

}  // namespace hb
