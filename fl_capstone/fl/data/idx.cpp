#include "fl/data/idx.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "fl/data/file.hpp"

namespace fl {
namespace {

constexpr auto source = "put the four files of MNIST, Fashion-MNIST or their like there, plain or .gz";

/// What follows the head of an IDX file of bytes, and its sizes, outermost first.
struct Idx {
    std::vector<std::size_t> sizes;
    std::vector<std::uint8_t> bytes;
};

std::uint32_t big_endian(std::span<std::uint8_t const> bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < sizeof value; ++i)
        value = value << 8U | bytes[at + i];
    return value;
}

/// `dimensions`: 3 for images, 1 for labels. The head: two zeros, the type (8: bytes), the dimensions, then each size.
Idx read(std::filesystem::path const& file, std::size_t dimensions) {
    constexpr std::uint32_t bytes_type = 0x0800;
    Idx idx{{}, read_file(file, source)};
    auto const head = 4 + 4 * dimensions;
    auto const expected = bytes_type | static_cast<std::uint32_t>(dimensions);
    if (idx.bytes.size() >= 4 && big_endian(idx.bytes, 0) != expected)
        throw BadFile{file,
                      fmt::format("begins with {:08x}, but an IDX file of {} begins with {:08x}; {}",
                                  big_endian(idx.bytes, 0), dimensions == 1 ? "labels" : "images", expected, source)};
    if (idx.bytes.size() < head)
        throw BadFile{file, fmt::format("has {} bytes, fewer than the head of an IDX file: cut off; get it again",
                                        idx.bytes.size())};
    auto const left = idx.bytes.size() - head;
    std::size_t unit = 1;  // bytes of all sizes but the first; two factors below 2^32
    for (std::size_t i = 0; i < dimensions; ++i) {
        idx.sizes.push_back(big_endian(idx.bytes, 4 + 4 * i));
        if (i > 0) unit *= idx.sizes[i];
    }
    if (idx.sizes[0] == 0 || unit == 0) throw BadFile{file, "is empty, by its head; get it again"};
    if (left % unit != 0 || left / unit != idx.sizes[0])  // without a product that could overflow
        throw BadFile{file, fmt::format("should have {} times {} bytes behind its head, and has {}: cut off, or "
                                        "damaged; get it again",
                                        idx.sizes[0], unit, left)};
    idx.bytes.erase(idx.bytes.begin(), idx.bytes.begin() + static_cast<std::ptrdiff_t>(head));
    return idx;
}

/// The file, or the one with .gz behind its name.
std::filesystem::path plain_or_gzip(std::filesystem::path const& file) {
    auto packed = file;
    packed += ".gz";
    return !exists(file) && exists(packed) ? packed : file;
}

}  // namespace

Dataset read_idx(std::filesystem::path const& images, std::filesystem::path const& labels) {
    auto pictures = read(images, 3);
    auto names = read(labels, 1);
    if (pictures.sizes[0] != names.sizes[0])
        throw BadFile{labels, fmt::format("has {} labels, but {} has {} images: files of different sets",
                                          names.sizes[0], images.string(), pictures.sizes[0])};
    std::size_t const classes = std::ranges::max(names.bytes) + std::size_t{1};
    return {{1, pictures.sizes[1], pictures.sizes[2]}, classes, std::move(pictures.bytes), std::move(names.bytes)};
}

Split read_mnist(std::filesystem::path const& folder) {
    auto const read_part = [&](std::string const& part) {
        return read_idx(plain_or_gzip(folder / (part + "-images-idx3-ubyte")),
                        plain_or_gzip(folder / (part + "-labels-idx1-ubyte")));
    };
    Split split{read_part("train"), read_part("t10k")};
    if (split.training.shape != split.test.shape)
        throw BadFile{folder, "its training and test images have different sizes: files of different sets"};
    split.training.classes = split.test.classes = std::max(split.training.classes, split.test.classes);
    return split;
}

}  // namespace fl
