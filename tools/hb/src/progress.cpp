#include "progress.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <random>

#include "judge/error.hpp"
#include "judge/interrupt.hpp"
#include "judge/whole_file.hpp"
#include "progress_json.hpp"

namespace hb::cli {
namespace {

std::filesystem::path file_in(std::filesystem::path const& folder) {
    return folder / "progress.json";
}

/// Held from the reading to the writing of an update. The kernel lets go of it with the process, however that ends.
class Lock {
public:
    explicit Lock(std::filesystem::path const& folder) {
        std::error_code error;
        std::filesystem::create_directories(folder, error);
        auto const file = folder / "lock";
        descriptor_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
        if (descriptor_ < 0) {
            throw UserError{fmt::format("{} cannot be written: {}.", file.string(), std::strerror(errno)),
                            "Make its folder writable, or keep what hb remembers elsewhere: HB_STATE=FOLDER ./hb ..."};
        }
        while (::flock(descriptor_, LOCK_EX) != 0 && errno == EINTR) {
            try {
                judge::throw_if_interrupted();
            } catch (...) {
                ::close(descriptor_);
                throw;
            }
        }
    }
    ~Lock() { ::close(descriptor_); }
    Lock(Lock const&) = delete;
    Lock& operator=(Lock const&) = delete;

private:
    int descriptor_;
};

Progress new_student() {
    // A seed is typed and compared by persons: 32 bits are enough.
    return {std::random_device{}(), {}, {}};
}

}  // namespace

Progress load_progress(std::filesystem::path const& folder) {
    auto const file = file_in(folder);
    if (!std::filesystem::exists(file)) return new_student();
    auto const text = read_whole(file);
    auto const move_away = fmt::format("mv {0} {0}.old", file.string());
    try {
        return progress_from_text(text);
    } catch (MalformedProgress const& error) {
        throw UserError{fmt::format("{} is broken: {}.", file.string(), error.what()),
                        "Mend it in an editor; or keep it and begin anew: " + move_away};
    } catch (OtherProgressVersion const& error) {
        throw UserError{fmt::format("{} is of another version of Happens-Before: {}.", file.string(), error.what()),
                        "Update Happens-Before: git pull; or keep it and begin anew: " + move_away};
    }
}

Progress update_progress(std::filesystem::path const& folder, std::function<void(Progress&)> const& change) {
    Lock const held{folder};
    auto progress = load_progress(folder);
    change(progress);
    write_whole(file_in(folder), to_text(progress));
    return progress;
}

std::string now() {
    auto const seconds = std::time(nullptr);
    std::tm local{};
    ::localtime_r(&seconds, &local);
    std::array<char, 32> text{};
    auto const length = std::strftime(text.data(), text.size(), "%FT%T%z", &local);
    return {text.data(), length};
}

}  // namespace hb::cli
