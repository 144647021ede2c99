#pragma once
// Tests that hold under every protection that this machine has.

#include <sys/types.h>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "judge/containment.hpp"

namespace hb::judge {

/// Those that start here, the weakest last. `none` holds nothing back: it is asked for where only the judge's own watch
/// is tested.
inline std::vector<std::string> protections(bool with_none) {
    std::vector<std::string> found;
    for (auto const one : {Protection::bubblewrap, Protection::landlock, Protection::none}) {
        if (obstacle(one).empty() && (with_none || one != Protection::none)) found.emplace_back(name_of(one));
    }
    return found;
}

/// In force while it lives.
class Under {
public:
    explicit Under(std::string const& protection) { ::setenv("HB_CONTAINMENT", protection.c_str(), 1); }
    ~Under() { ::unsetenv("HB_CONTAINMENT"); }
    Under(Under const&) = delete;
    Under& operator=(Under const&) = delete;
};

/// Children of this test process. Orphans of subjects become ours, so none of theirs can hide.
inline int children() {
    int count = 0;
    for (auto const& task : std::filesystem::directory_iterator{"/proc/self/task"}) {
        std::ifstream list{task.path() / "children"};
        for (pid_t child = 0; list >> child;)
            ++count;
    }
    return count;
}

}  // namespace hb::judge
