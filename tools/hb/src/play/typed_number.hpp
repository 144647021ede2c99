#pragma once
#include <optional>
#include <string>
#include <vector>

namespace hb::cli {

/// A choice by keys: at once by one digit, as long as no other choice begins with it; else by a second one, or Enter.
class TypedNumber {
public:
    /// The number, when the key completes it.
    std::optional<int> press(char key, std::vector<int> const& choices);

    void clear() { digits_.clear(); }
    [[nodiscard]] std::string const& so_far() const { return digits_; }

private:
    std::string digits_;
};

}  // namespace hb::cli
