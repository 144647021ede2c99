#pragma once
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "child.hpp"
#include "folder_events.hpp"
#include "grade/workspace.hpp"
#include "keys.hpp"
#include "saved_files.hpp"
#include "screen.hpp"

namespace hb::cli {

struct WatchOptions {
    std::string exercise;  ///< as choose() takes it; empty: all, each as soon as it is saved
    std::string set = "lessons";
    std::vector<std::string> verdicts;  ///< empty: all
    bool poll = false;                  ///< without the kernel's events
};

/// `hb watch`: answers on file, one check at a time, a keyboard. Each check is `hb check` in a process of its own, so
/// that it can be stopped at any moment.
class WatchSession {
public:
    explicit WatchSession(WatchOptions options);

    /// Until `q` is pressed. Throws Interrupted at Ctrl-C and SIGTERM; a check under way has cleaned up by then.
    void run();

private:
    struct Wanted {
        std::size_t answer;
        bool fresh;  ///< judged anew, also what has not changed
    };

    /// These as well; all if it is empty.
    void watch(std::string const& exercise);
    void look();
    void want(std::size_t answer, bool fresh);
    void drop(std::size_t answer);
    void start_next();
    void finish();
    void press(char key);
    void press_about_last(char key);
    void ask_hb(std::vector<std::string> words);
    void wait();
    [[nodiscard]] std::string name_of(std::size_t answer) const;
    [[nodiscard]] std::filesystem::path file_of(std::size_t answer) const;

    WatchOptions options_;
    std::vector<grade::Answer> answers_;
    SavedFiles files_;
    std::optional<FolderEvents> events_;
    Keys keys_;
    Screen screen_;
    std::deque<Wanted> wanted_;
    std::optional<Child> check_;
    std::optional<std::size_t> last_;  ///< the answer that was checked last, or is being checked
    SavedFiles::Clock::time_point next_poll_;
    bool over_ = false;
};

}  // namespace hb::cli
