#pragma once
/// What holds untrusted code: answers that run, and the compiler that reads them.

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace hb::judge {

/// From the strongest to the weakest. What each does not give: docs/limits.md.
enum class Protection {
    bubblewrap,  ///< namespaces of its own: no other process, no network, no private folder, nothing writable but its
                 ///< own
    landlock,    ///< the kernel refuses files (and, where it is new enough, TCP and signals) outside of what is allowed
    none,        ///< limits and the judge's watch alone
};

/// "bubblewrap", "landlock", "none": the words of HB_CONTAINMENT, of the doctor and of the documentation.
[[nodiscard]] std::string_view name_of(Protection protection);

/// The protection in force: the one that the environment's HB_CONTAINMENT names, or else the strongest that starts on
/// this machine. Each is tried once in the life of a process. Any thread may call it. Throws UserError if
/// HB_CONTAINMENT names none of them, or one that does not start here.
[[nodiscard]] Protection protection();

/// Why a protection does not start on this machine, in one line; empty if it does.
[[nodiscard]] std::string const& obstacle(Protection protection);

/// Limits of the kernel's, for each process by itself. 0: none.
struct ProcessLimits {
    std::uint64_t cpu_seconds = 0;
    std::uint64_t file_bytes = 0;
    std::uint64_t address_bytes = 0;  ///< never for programs under ThreadSanitizer: it reserves terabytes
};

/// What a contained process sees and may change.
struct Room {
    std::vector<std::filesystem::path> hidden;    ///< folders that are empty for it; all others it may read
    std::vector<std::filesystem::path> readable;  ///< what it sees all the same, although it lies in a hidden one
    std::vector<std::filesystem::path> writable;
    std::filesystem::path folder;    ///< an empty folder of its own, to work in; empty if it has none
    std::uint64_t folder_bytes = 0;  ///< bubblewrap puts the folder into memory, and this is all that it holds
    ProcessLimits limits;
    /// Under bubblewrap, root becomes an unprivileged user whom nobody else is, if everyone may read the program: the
    /// kernel's limit on processes does not bind root, and root's files are no business of an answer's.
    bool renounces_root = false;
};

/// Folders with what is no business of an answer's: home folders, temporary files, sockets of services, other disks,
/// and this checkout with its solutions.
[[nodiscard]] std::vector<std::filesystem::path> private_folders();

/// Takes the folders out of `room.hidden` in which `text` (a compile line, CMakeCache.txt) names something that the
/// room does not show otherwise: a compiler in a home folder must remain visible.
void show_what_is_named(Room& room, std::string text);

/// The words that begin the command of a contained program: `words` are further ones for the program `enter`, which is
/// the last of them to start (src/enter.cpp). The program and its arguments follow.
[[nodiscard]] std::vector<std::string> entrance(Room room, std::vector<std::string> const& words = {});

}  // namespace hb::judge
