#include "landlock.hpp"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>

namespace hb::judge {
namespace {

// From linux/landlock.h of newer kernels: Debian 12's headers end with version 2 (Linux 5.19).
constexpr std::uint64_t truncate = std::uint64_t{1} << 14U;          // version 3
constexpr std::uint64_t ioctl_on_devices = std::uint64_t{1} << 15U;  // version 5
constexpr std::uint64_t bind_and_connect_tcp = 3;                    // version 4
constexpr std::uint64_t abstract_sockets_and_signals = 3;            // version 6
constexpr std::uint64_t of_version_1 =
    (LANDLOCK_ACCESS_FS_MAKE_SYM << 1U) - 1;  // all rights up to the last of version 1

constexpr std::uint64_t reading =
    LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t of_a_file =
    LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | truncate;

/// landlock_ruleset_attr as of version 6.
struct Handled {
    std::uint64_t files = 0;
    std::uint64_t network = 0;
    std::uint64_t scoped = 0;
};

Handled handled(int version) {
    Handled all{of_version_1, 0, 0};
    if (version >= 2) all.files |= LANDLOCK_ACCESS_FS_REFER;
    if (version >= 3) all.files |= truncate;
    if (version >= 4) all.network = bind_and_connect_tcp;
    if (version >= 5) all.files |= ioctl_on_devices;
    if (version >= 6) all.scoped = abstract_sockets_and_signals;
    return all;
}

/// An older kernel takes the longer structure as long as what it does not know is 0.
int make_ruleset(Handled const& all) {
    return static_cast<int>(::syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0));
}

void allow(int ruleset, std::string const& path, std::uint64_t rights) {
    int const place = ::open(path.c_str(), O_PATH | O_CLOEXEC);
    struct stat status{};
    if (place < 0) return;
    if (::fstat(place, &status) == 0 && !S_ISDIR(status.st_mode)) rights &= of_a_file;
    landlock_path_beneath_attr const rule{rights, place};
    // A place that is of no use to the rule (a pipe) is not allowed: the restriction is only stricter.
    (void)::syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    ::close(place);
}

}  // namespace

int landlock_version() {
    auto const version =
        ::syscall(SYS_landlock_create_ruleset, nullptr, std::size_t{0}, LANDLOCK_CREATE_RULESET_VERSION);
    return version < 0 ? 0 : static_cast<int>(version);
}

int restrict_by_landlock(std::vector<std::string> const& readable, std::vector<std::string> const& writable) {
    auto const all = handled(landlock_version());
    int const ruleset = make_ruleset(all);
    if (ruleset < 0) return errno;
    for (auto const& path : readable)
        allow(ruleset, path, all.files & reading);
    for (auto const& path : writable)
        allow(ruleset, path, all.files & ~ioctl_on_devices);
    int error = 0;
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || ::syscall(SYS_landlock_restrict_self, ruleset, 0) != 0) {
        error = errno;
    }
    ::close(ruleset);
    return error;
}

}  // namespace hb::judge
