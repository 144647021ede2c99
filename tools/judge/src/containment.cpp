#include "judge/containment.hpp"

#include <fmt/format.h>
#include <sys/random.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <system_error>

#include "judge/error.hpp"
#include "judge/run_tool.hpp"
#include "landlock.hpp"
#include "process_tree.hpp"

namespace hb::judge {
namespace {

namespace fs = std::filesystem;

constexpr char const* variable = "HB_CONTAINMENT";

// Processes and threads together, where the kernel counts the subject's alone: in a user namespace of its own, or as a
// user of its own. Far above what an exercise starts; a fork bomb ends there, and so few leave the judge time to look.
constexpr int most_tasks = 1024;

// Numbers of users that no system gives to anybody (systemd's list, UIDS-GIDS): above those of containers, below 2^31.
constexpr unsigned first_user = 1'879'048'192;
constexpr unsigned users = 1U << 28U;

/// One of them. Two subjects at a time have different ones, or else share the limit on processes: nothing worse.
unsigned unused_user() {
    unsigned random = 0;
    if (::getrandom(&random, sizeof random, 0) != sizeof random) random = static_cast<unsigned>(::getpid());
    return first_user + random % users;
}

bool gives_up_root(Room const& room) {
    return room.renounces_root && ::geteuid() == 0;
}

bool lies_in(fs::path const& path, fs::path const& folder) {
    auto const [end, rest] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
    return end == folder.end();
}

bool lies_in_any(fs::path const& path, std::vector<fs::path> const& folders) {
    return std::any_of(folders.begin(), folders.end(), [&](auto const& folder) { return lies_in(path, folder); });
}

/// True if a path in the text begins with `folder`: /home/ in "-I/home/me", and not in "/usr/home/me".
bool names_something_in(std::string const& folder, std::string_view text) {
    constexpr std::string_view of_paths = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-+/";
    for (auto at = text.find(folder); at != text.npos; at = text.find(folder, at + 1)) {
        auto const before = text.find_last_not_of(of_paths, at);
        auto const word = text.substr(before == text.npos ? 0 : before + 1);
        if (word.find('/') == word.find(folder)) return true;
    }
    return false;
}

/// The folders on the way to what is shown in hidden ones. Bubblewrap alone would make them for root only.
std::set<fs::path> ways(Room const& room) {
    std::set<fs::path> folders;
    auto const lead_to = [&](fs::path const& path) {
        for (auto folder = path.parent_path(); lies_in_any(folder, room.hidden); folder = folder.parent_path())
            folders.insert(folder);
    };
    std::ranges::for_each(room.readable, lead_to);
    if (!room.folder.empty()) lead_to(room.folder);
    lead_to(HB_ENTER);
    std::erase_if(folders,
                  [&](fs::path const& folder) { return std::ranges::find(room.hidden, folder) != room.hidden.end(); });
    return folders;
}

/// What a link leads to, step by step: the links on the way may lie in hidden folders.
void add_links(fs::path path, std::vector<fs::path>& links) {
    constexpr int most_links = 40;  // the kernel's own limit
    std::error_code none;
    for (int i = 0; i < most_links && fs::is_symlink(path, none); ++i) {
        path = (path.parent_path() / fs::read_symlink(path, none)).lexically_normal();
        links.push_back(path);
    }
}

std::vector<std::string> bubblewrap(Room const& room) {
    std::vector<std::string> words{"bwrap",
                                   "--die-with-parent",
                                   "--unshare-pid",
                                   "--unshare-net",
                                   "--unshare-ipc",
                                   "--unshare-uts",
                                   "--cap-drop",
                                   "ALL",
                                   "--ro-bind",
                                   "/",
                                   "/",
                                   "--dev",
                                   "/dev",
                                   "--proc",
                                   "/proc",
                                   "--remount-ro",
                                   "/dev"};
    auto const add = [&words](std::initializer_list<std::string> more) { words.insert(words.end(), more); };
    if (gives_up_root(room)) add({"--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"});  // `enter` gives them up, too
    for (auto const& folder : room.hidden)
        add({"--tmpfs", folder});
    for (auto const& folder : ways(room))
        add({"--perms", "0755", "--dir", folder});
    for (auto const& path : room.readable) {
        if (lies_in_any(path, room.hidden)) add({"--ro-bind-try", path, path});
    }
    add({"--ro-bind", HB_ENTER, HB_ENTER});
    for (auto const& path : room.writable)
        add({"--bind", path, path});
    if (!room.folder.empty()) {
        // For every user: in this namespace there is nobody but the subject.
        add({"--size", std::to_string(room.folder_bytes), "--perms", "0777", "--tmpfs", room.folder, "--chdir",
             room.folder});
    }
    for (auto const& folder : room.hidden)
        add({"--remount-ro", folder});
    add({"--"});
    return words;
}

/// Landlock allows: what is not hidden is named, a folder at the root of the tree at a time. One that contains a hidden
/// folder is left out as a whole.
std::vector<std::string> landlock(Room const& room) {
    std::vector<std::string> words{"write=/dev/null"};
    for (auto const& entry : fs::directory_iterator{"/"}) {
        std::error_code gone;
        auto const place = fs::canonical(entry.path(), gone);
        if (gone || lies_in_any(place, room.hidden)) continue;
        auto const inside = [&](fs::path const& hidden) { return lies_in(hidden, place); };
        if (std::none_of(room.hidden.begin(), room.hidden.end(), inside)) words.push_back("read=" + place.string());
    }
    for (auto const& path : room.readable)
        words.push_back("read=" + path.string());
    for (auto const& path : room.writable)
        words.push_back("write=" + path.string());
    if (!room.folder.empty()) words.push_back("write=" + room.folder.string());
    return words;
}

std::vector<std::string> entrance_by(Protection protection, Room const& room, std::vector<std::string> const& further) {
    auto words = protection == Protection::bubblewrap ? bubblewrap(room) : std::vector<std::string>{};
    words.emplace_back(HB_ENTER);
    auto const limit = [&words](char const* name, std::uint64_t value) {
        if (value > 0) words.push_back(fmt::format("{}={}", name, value));
    };
    limit("cpu", room.limits.cpu_seconds);
    limit("file", room.limits.file_bytes);
    limit("address", room.limits.address_bytes);
    // Without a namespace or a user of its own the limit would count every process of the user's.
    if (protection == Protection::bubblewrap) {
        limit("tasks", most_tasks);
        if (gives_up_root(room)) limit("user", unused_user());
    }
    if (protection == Protection::landlock) {
        auto const allowed = landlock(room);
        words.insert(words.end(), allowed.begin(), allowed.end());
    }
    words.insert(words.end(), further.begin(), further.end());
    words.emplace_back("--");
    return words;
}

/// Starts a program in such a room as subjects get.
std::string try_to_start(Protection protection) {
    if (protection == Protection::landlock && landlock_version() == 0) return "this kernel does not have it";
    Room room;
    room.hidden = private_folders();
    std::error_code missing;  // said where a subject's folder is made
    auto const place = fs::temp_directory_path(missing);
    room.folder = (missing ? fs::path{"/tmp"} : place) / fmt::format("happens-before-trial-{}", ::getpid());
    room.folder_bytes = 1U << 20U;
    auto command = entrance_by(protection, room, {});
    command.emplace_back("true");
    try {
        auto const trial = run_tool(command);
        kill_orphans();  // bubblewrap's init, which ends after bubblewrap, would look like a process of a subject's
        if (trial.status == 0) return {};
        return fmt::format("it ended with status {}: {}", trial.status, trial.err.substr(0, trial.err.find('\n')));
    } catch (UserError const&) {
        return "it is not installed";
    }
}

}  // namespace

std::string_view name_of(Protection protection) {
    switch (protection) {
        case Protection::bubblewrap:
            return "bubblewrap";
        case Protection::landlock:
            return "landlock";
        case Protection::none:
            break;
    }
    return "none";
}

std::string const& obstacle(Protection protection) {
    static std::string const none;
    if (protection == Protection::bubblewrap) {
        static std::string const tried = try_to_start(Protection::bubblewrap);
        return tried;
    }
    if (protection == Protection::landlock) {
        static std::string const tried = try_to_start(Protection::landlock);
        return tried;
    }
    return none;
}

Protection protection() {
    auto const* wanted = std::getenv(variable);
    bool const chosen = wanted != nullptr && *wanted != '\0';
    for (auto const candidate : {Protection::bubblewrap, Protection::landlock, Protection::none}) {
        if (chosen && name_of(candidate) != wanted) continue;
        if (obstacle(candidate).empty()) return candidate;
        if (!chosen) continue;
        throw UserError{
            fmt::format("{}={}, but {} does not start here: {}.", variable, wanted, wanted, obstacle(candidate)),
            fmt::format("Unset {} to get the best protection that starts; ./hb doctor says which.", variable)};
    }
    throw UserError{fmt::format("{}={} names no protection.", variable, wanted),
                    "Choose among: bubblewrap, landlock, none; or unset it to get the best that starts."};
}

std::vector<fs::path> private_folders() {
    std::vector<fs::path> candidates{"/home", "/root", "/run", "/tmp", "/var/tmp", "/mnt", "/media", HB_SOURCE_ROOT};
    if (auto const* home = std::getenv("HOME"); home != nullptr) candidates.emplace_back(home);
    std::error_code error;
    candidates.push_back(fs::temp_directory_path(error));
    std::vector<fs::path> folders;
    for (auto const& candidate : candidates) {
        auto const place = fs::canonical(candidate, error);
        if (!error && fs::is_directory(place, error) && place != place.root_path()) folders.push_back(place);
    }
    // The outermost only: what lies in a hidden folder is hidden.
    std::sort(folders.begin(), folders.end());
    std::vector<fs::path> outermost;
    for (auto const& folder : folders) {
        if (!lies_in_any(folder, outermost)) outermost.push_back(folder);
    }
    return outermost;
}

void show_what_is_named(Room& room, std::string text) {
    auto shown = room.readable;
    shown.insert(shown.end(), room.writable.begin(), room.writable.end());
    for (auto const& path : shown) {
        constexpr std::string_view instead = "/shown";
        for (auto at = text.find(path.string()); at != text.npos; at = text.find(path.string(), at + instead.size()))
            text.replace(at, path.string().size(), instead);
    }
    std::erase_if(room.hidden, [&](fs::path const& folder) { return names_something_in(folder.string() + '/', text); });
}

std::vector<std::string> entrance(Room room, std::vector<std::string> const& words) {
    std::vector<fs::path> links;
    for (auto const& path : room.readable)
        add_links(path, links);
    // As the kernel knows them: /home may be a link.
    for (auto* paths : {&room.readable, &room.writable}) {
        for (auto& path : *paths)
            path = fs::weakly_canonical(path);
    }
    room.readable.insert(room.readable.end(), links.begin(), links.end());
    return entrance_by(protection(), room, words);
}

}  // namespace hb::judge
