#pragma once
#include <sys/types.h>

#include <filesystem>
#include <string>

#include "judge/descriptor.hpp"
#include "judge/subject_process.hpp"

namespace hb::judge {

/// A subject that was started, and the judge's ends of what connects them.
struct Spawned {
    pid_t process =
        -1;  ///< our child, -1 if there is none: the subject, or bubblewrap, which ends when the subject does
    pid_t subject = -1;     ///< the subject, with its number in the judge's namespace
    pid_t init = -1;        ///< bubblewrap's second process, the first one of the subject's namespace; -1 without it
    int error = 0;          ///< errno of the failure
    Descriptor channel;     ///< socket: requests and replies
    Descriptor output;      ///< pipe: standard output and standard error
    Descriptor folder;      ///< the subject's folder as it sees it; lives on when bubblewrap's copy has ended
    Descriptor tsan;        ///< pipe: TSan's log; closed unless there are TSan options
    std::string tsan_name;  ///< of that pipe in the folder, so that it can be unlinked once TSan has opened it
};

/// Starts the executable, contained, in a session and process group of its own, with `folder` as its working folder,
/// standard input empty, no core dumps, small files, an environment that we choose, and no descriptor but the channel.
/// It dies with the judge. Throws UserError if the protection in force does not start.
[[nodiscard]] Spawned spawn(Launch const& launch, std::filesystem::path const& folder);

/// How a child ended, seen through bubblewrap, which tells a signal as the exit status 128 + its number.
struct Ended {
    int exit_status = -1;  ///< -1 if a signal ended it
    int signal = 0;        ///< 0 if none did
};
[[nodiscard]] Ended ended(Spawned const& spawned, int wait_status);

}  // namespace hb::judge
