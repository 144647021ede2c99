#include "fl/data/cifar10.hpp"

#include <fmt/format.h>

#include "fl/data/file.hpp"

namespace fl {
namespace {

constexpr ImageShape shape{3, 32, 32};
constexpr std::size_t classes = 10;
constexpr auto source = "unpack cifar-10-binary.tar.gz of www.cs.toronto.edu/~kriz/cifar.html there";

}  // namespace

Dataset read_cifar10_file(std::filesystem::path const& file) {
    auto const bytes = read_file(file, source);
    auto const record = 1 + shape.size();
    if (bytes.empty() || bytes.size() % record != 0)
        throw BadFile{file, fmt::format("its {} bytes are not records of {}: cut off, or not the binary version; {}",
                                        bytes.size(), record, source)};
    Dataset set{shape, classes, {}, {}};
    set.pixels.reserve(bytes.size() / record * shape.size());
    for (auto at = bytes.begin(); at != bytes.end(); at += static_cast<std::ptrdiff_t>(record)) {
        if (*at >= classes)
            throw BadFile{file, fmt::format("record {} has label {}, but labels are 0 to 9: not the binary version; {}",
                                            set.size(), *at, source)};
        set.labels.push_back(*at);
        set.pixels.insert(set.pixels.end(), at + 1, at + static_cast<std::ptrdiff_t>(record));
    }
    return set;
}

Split read_cifar10(std::filesystem::path const& folder) {
    Split split{{shape, classes, {}, {}}, read_cifar10_file(folder / "test_batch.bin")};
    auto& training = split.training;
    for (int batch = 1; batch <= 5; ++batch) {
        auto const set = read_cifar10_file(folder / fmt::format("data_batch_{}.bin", batch));
        training.labels.insert(training.labels.end(), set.labels.begin(), set.labels.end());
        training.pixels.insert(training.pixels.end(), set.pixels.begin(), set.pixels.end());
    }
    return split;
}

}  // namespace fl
