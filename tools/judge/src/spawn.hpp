#pragma once
#include <sys/types.h>

#include <filesystem>
#include <string>

namespace hb::judge {

/// A file descriptor that closes itself.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int number) : number_{number} {}
    Descriptor(Descriptor&& other) noexcept : number_{other.number_} { other.number_ = -1; }
    Descriptor& operator=(Descriptor&& other) noexcept;
    Descriptor(Descriptor const&) = delete;
    Descriptor& operator=(Descriptor const&) = delete;
    ~Descriptor() { close(); }

    [[nodiscard]] int get() const { return number_; }
    void close();

private:
    int number_ = -1;
};

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
