#include "fl/data/file.hpp"

#include <zlib.h>

#include <cerrno>
#include <cstring>
#include <memory>

namespace fl {
namespace {

std::string or_get(std::string const& source) {
    return source.empty() ? "" : "; " + source;
}

}  // namespace

std::vector<std::uint8_t> read_file(std::filesystem::path const& file, std::string const& source) {
    std::error_code unknown;
    if (!std::filesystem::exists(file, unknown)) throw BadFile{file, "there is no such file" + or_get(source)};
    if (std::filesystem::is_directory(file, unknown)) throw BadFile{file, "is a folder, not a file" + or_get(source)};
    std::unique_ptr<gzFile_s, int (*)(gzFile)> const in{gzopen(file.c_str(), "rb"),
                                                        gzclose};  // reads what is not gzip, too
    if (!in) throw BadFile{file, std::string{"cannot be opened: "} + std::strerror(errno)};
    constexpr unsigned chunk = 1U << 20U;  // bytes
    std::vector<std::uint8_t> content;
    for (;;) {
        auto const size = content.size();
        content.resize(size + chunk);
        auto const got = gzread(in.get(), content.data() + size, chunk);
        content.resize(size + static_cast<std::size_t>(std::max(got, 0)));
        int error = Z_OK;
        auto const* const message = gzerror(in.get(), &error);
        if (error == Z_BUF_ERROR)
            throw BadFile{file, "ends in the middle of its gzip data: the download was cut off; get it again"};
        if (error == Z_ERRNO) throw BadFile{file, std::string{"cannot be read: "} + std::strerror(errno)};
        if (error != Z_OK) throw BadFile{file, std::string{"its gzip data is damaged ("} + message + "); get it again"};
        if (got <= 0) return content;
    }
}

}  // namespace fl
