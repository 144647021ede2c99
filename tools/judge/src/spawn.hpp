#pragma once
#include <sys/types.h>

#include <filesystem>
#include <string>

#include "judge/descriptor.hpp"

namespace hb::judge {

/// A subject that was started, and the judge's ends of what connects them.
struct Spawned {
    pid_t process = -1;               ///< -1 if it could not be started
    int error = 0;                    ///< errno of the failure
    Descriptor channel;               ///< socket: requests and replies
    Descriptor output;                ///< pipe: standard output and standard error
    Descriptor tsan;                  ///< pipe: TSan's log; closed unless there are TSan options
    std::filesystem::path tsan_name;  ///< of that pipe, so that it can be unlinked once TSan has opened it
};

/// Starts the executable in a process group of its own, with `folder` as its working folder, standard input empty, no
/// core dumps, small files, an environment that we choose, and no descriptor but the channel. It dies with the judge.
[[nodiscard]] Spawned spawn(std::filesystem::path const& executable, std::filesystem::path const& folder,
                            std::string const& tsan_options);

/// A new empty folder for one subject. Throws UserError if there is no place for it.
[[nodiscard]] std::filesystem::path make_private_folder();

}  // namespace hb::judge
