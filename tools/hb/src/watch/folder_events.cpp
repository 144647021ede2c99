#include "folder_events.hpp"

#include <sys/inotify.h>
#include <unistd.h>

#include <array>

namespace hb::cli {
namespace {

/// The last steps of every way of saving: written in place, renamed over, made anew, removed. Not IN_MODIFY: half a
/// file is of no interest. The folder's own end is seen by watch().
constexpr std::uint32_t steps_of_saving = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE;

}  // namespace

FolderEvents::FolderEvents() : inotify_{::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)} {}

void FolderEvents::watch(std::set<std::filesystem::path> const& folders) {
    for (auto entry = watched_.begin(); entry != watched_.end();) {
        if (!folders.contains(entry->first)) ::inotify_rm_watch(inotify_.get(), entry->second);
        entry = folders.contains(entry->first) ? std::next(entry) : watched_.erase(entry);
    }
    for (auto const& folder : folders) {
        // The same folder gives the same number, a new one of that name another. -1: there is none at the moment.
        int const number = ::inotify_add_watch(inotify_.get(), folder.c_str(), steps_of_saving | IN_ONLYDIR);
        auto const [entry, added] = watched_.try_emplace(folder, number);
        if (!added && entry->second != number) {
            ::inotify_rm_watch(inotify_.get(), entry->second);
            entry->second = number;
        }
    }
}

void FolderEvents::clear() {
    alignas(inotify_event) std::array<char, 16 * 1024> events{};
    while (::read(inotify_.get(), events.data(), events.size()) > 0) {
    }
}

}  // namespace hb::cli
