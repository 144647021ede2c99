#include "typed_number.hpp"

#include <algorithm>
#include <utility>

namespace hb::cli {

std::optional<int> TypedNumber::press(char key, std::vector<int> const& choices) {
    bool const enter = key == '\n' || key == '\r';
    if (key >= '0' && key <= '9')
        digits_ += key;
    else if (!enter)
        digits_.clear();
    if (digits_.empty()) return std::nullopt;
    auto const may_go_on = std::ranges::any_of(choices, [this](int choice) {
        auto const text = std::to_string(choice);
        return text.size() > digits_.size() && text.starts_with(digits_);
    });
    if (may_go_on && !enter) return std::nullopt;
    return std::stoi(std::exchange(digits_, {}));
}

}  // namespace hb::cli
