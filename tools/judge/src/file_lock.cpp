#include "judge/file_lock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>

#include <cerrno>
#include <cstring>

#include "judge/error.hpp"
#include "judge/interrupt.hpp"

namespace hb::judge {

Descriptor lock_file(std::filesystem::path const& file, std::string const& mend) {
    Descriptor held{::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)};
    if (held.get() < 0) {
        throw UserError{fmt::format("{} cannot be written: {}.", file.string(), std::strerror(errno)), mend};
    }
    while (::flock(held.get(), LOCK_EX) != 0 && errno == EINTR)
        throw_if_interrupted();
    return held;
}

}  // namespace hb::judge
