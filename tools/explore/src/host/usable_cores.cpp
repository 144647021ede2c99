#include "explore/usable_cores.hpp"

#include <sched.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <string>

namespace hb {

int usable_cores() {
    cpu_set_t mask;
    int cores = ::sched_getaffinity(0, sizeof mask, &mask) == 0 ? CPU_COUNT(&mask) : 1;
    // cgroup v2: "<quota> <period>" in microseconds, or "max <period>". The path of the own group is the last field.
    std::ifstream membership{"/proc/self/cgroup"};
    std::string group;
    std::getline(membership, group);
    auto const path = group.substr(std::min(group.rfind(':') + 1, group.size()));
    std::ifstream limit{"/sys/fs/cgroup" + path + "/cpu.max"};
    double quota = 0;
    double period = 0;
    if (limit >> quota >> period && quota > 0 && period > 0) {
        cores = std::min(cores, static_cast<int>(std::ceil(quota / period)));
    }
    return std::max(cores, 1);
}

}  // namespace hb
