#include "one_line.hpp"

#include <algorithm>

namespace hb::explore {

std::string one_line(std::string output) {
    while (output.ends_with('\n'))
        output.pop_back();
    std::ranges::replace(output, '\n', '|');
    return output;
}

}  // namespace hb::explore
