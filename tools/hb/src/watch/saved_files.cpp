#include "saved_files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "judge/descriptor.hpp"

namespace hb::cli {

void SavedFiles::add(std::filesystem::path file) {
    auto const content = content_of(file);
    files_.push_back({std::move(file), content, content, {}});
}

std::vector<SavedFiles::Change> SavedFiles::look(Clock::time_point now) {
    std::vector<Change> changes;
    for (std::size_t i = 0; i < files_.size(); ++i) {
        auto& file = files_[i];
        auto content = content_of(file.path);
        if (content != file.latest) {
            file.latest = std::move(content);
            file.since = now;
        }
        if (file.latest == file.settled || now < settles_at(file)) continue;
        file.settled = file.latest;
        changes.push_back({i, file.settled.has_value()});
    }
    return changes;
}

std::optional<SavedFiles::Clock::time_point> SavedFiles::settles_at() const {
    std::optional<Clock::time_point> first;
    for (auto const& file : files_) {
        if (file.latest != file.settled) first = std::min(first.value_or(Clock::time_point::max()), settles_at(file));
    }
    return first;
}

SavedFiles::Clock::time_point SavedFiles::settles_at(File const& file) {
    bool const empty = !file.latest || file.latest->empty();
    return file.since + (empty ? emptiness_settles_after : settles_after);
}

SavedFiles::Content SavedFiles::content_of(std::filesystem::path const& path) {
    // O_NONBLOCK: a pipe of that name must not make us wait.
    judge::Descriptor const file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    struct stat status{};
    if (file.get() < 0 || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) return {};
    std::string content;
    std::array<char, 64 * 1024> block{};
    for (;;) {
        auto const count = ::read(file.get(), block.data(), block.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return content;
        content.append(block.data(), static_cast<std::size_t>(count));
    }
}

}  // namespace hb::cli
