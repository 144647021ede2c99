#pragma once
/// CIFAR-10 (Krizhevsky, 2009) in its binary version.

#include <filesystem>

#include "fl/data/dataset.hpp"

namespace fl {

/// One file of records: a label, then 32 x 32 bytes of red, of green and of blue. Throws BadFile.
[[nodiscard]] Dataset read_cifar10_file(std::filesystem::path const& file);

/// data_batch_1.bin to data_batch_5.bin, and test_batch.bin, of the folder. Throws BadFile.
[[nodiscard]] Split read_cifar10(std::filesystem::path const& folder);

}  // namespace fl
