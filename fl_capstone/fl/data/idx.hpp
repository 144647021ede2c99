#pragma once
/// The IDX format of MNIST (LeCun et al., 1998), which Fashion-MNIST, KMNIST and EMNIST have, too.

#include <filesystem>

#include "fl/data/dataset.hpp"

namespace fl {

/// A file of images and one of their labels, each plain or gzip. `classes` is the largest label plus 1. Throws BadFile.
[[nodiscard]] Dataset read_idx(std::filesystem::path const& images, std::filesystem::path const& labels);

/// train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte of the folder,
/// plain or with .gz behind. Throws BadFile.
[[nodiscard]] Split read_mnist(std::filesystem::path const& folder);

}  // namespace fl
