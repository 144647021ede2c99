#pragma once
/// LibSVM's text format (Chang and Lin): a9a, w8a, phishing, covtype and many more.

#include <filesystem>

#include "fl/data/dataset.hpp"

namespace fl {

/// A line is a sample: a label, then index:value pairs, whose indices begin with 1 and ascend; the other values are 0.
/// The distinct labels of the training file, in ascending order, become 0, 1, ... Values are kept dense, as floats: a
/// set that needs more than 4 GiB so is refused. Each file plain or gzip. Throws BadFile, with the line.
[[nodiscard]] Split read_libsvm(std::filesystem::path const& training, std::filesystem::path const& test);

}  // namespace fl
