#pragma once
#include <string>
#include <vector>

namespace hb::cli {

/// One thing that the doctor looked at.
struct Finding {
    enum class Health { good, worse, bad };  ///< worse: works, but something is lost
    std::string what;
    Health health = Health::good;
    std::string seen;
    std::string mend;  ///< one line to paste; empty if nothing has to be done
};

/// Everything that Happens-Before needs from the machine, in the order in which it is needed.
[[nodiscard]] std::vector<Finding> examine();

}  // namespace hb::cli
