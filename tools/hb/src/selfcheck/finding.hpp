#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace hb::selfcheck {

/// One thing in a lesson that is not as it must be.
struct Finding {
    std::filesystem::path file;  ///< from the root of the checkout
    int line = 0;                ///< 0: the file as a whole
    std::string what;            ///< a sentence
    std::string mend;            ///< what to do about it, a sentence
    bool note = false;           ///< worth knowing, but no failure
};

using Findings = std::vector<Finding>;

}  // namespace hb::selfcheck
