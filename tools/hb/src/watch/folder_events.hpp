#pragma once
#include <filesystem>
#include <map>
#include <set>

#include "judge/descriptor.hpp"

namespace hb::cli {

/// A bell that rings when something may have happened in a folder (inotify). It says neither what nor to which file:
/// whoever hears it looks (SavedFiles). It may ring for nothing and, on network and WSL mounts, stay silent: look now
/// and then without it, too. Used from one thread.
class FolderEvents {
public:
    /// Where the kernel gives no events, descriptor() is -1, and nothing else happens.
    FolderEvents();

    /// Readable, for poll, after an event.
    [[nodiscard]] int descriptor() const { return inotify_.get(); }

    /// Watches these folders, and no others. Call it every second or so: a folder that was replaced (git, an unpacked
    /// archive) is found again by its name.
    void watch(std::set<std::filesystem::path> const& folders);

    /// Takes all events that have come.
    void clear();

private:
    judge::Descriptor inotify_;
    std::map<std::filesystem::path, int> watched_;
};

}  // namespace hb::cli
