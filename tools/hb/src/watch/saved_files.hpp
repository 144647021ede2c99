#pragma once
#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace hb::cli {

/// Which of some files have been saved, whatever an editor does to save: only contents count. A file that was touched,
/// or saved without a change, was not saved; swap and backup files beside it are never looked at. A content counts when
/// it has stood for a moment, so that a save of several steps (truncate and write, remove and create) is one.
/// Used from one thread; the caller says when it is now.
class SavedFiles {
public:
    using Clock = std::chrono::steady_clock;

    /// A step of a save is followed by the next within this time.
    static constexpr std::chrono::milliseconds settles_after{100};

    /// A file that is empty or not there is nearly always in the middle of a save.
    static constexpr std::chrono::milliseconds emptiness_settles_after{1000};

    struct Change {
        std::size_t file;  ///< its place in the order in which they were added
        bool there;        ///< false: it was removed
    };

    /// One more file, behind those that are there. What it contains now is where its changes begin.
    void add(std::filesystem::path file);

    /// Reads the files; the changes that have settled since the last call.
    [[nodiscard]] std::vector<Change> look(Clock::time_point now);

    /// When the next change settles if nothing else happens; none is under way if empty.
    [[nodiscard]] std::optional<Clock::time_point> settles_at() const;

    [[nodiscard]] bool there(std::size_t file) const { return files_[file].settled.has_value(); }

private:
    using Content = std::optional<std::string>;  ///< none: there is no such file

    struct File {
        std::filesystem::path path;
        Content settled;
        Content latest;
        Clock::time_point since;  ///< that `latest` stands
    };
    [[nodiscard]] static Clock::time_point settles_at(File const& file);
    [[nodiscard]] static Content content_of(std::filesystem::path const& path);

    std::vector<File> files_;
};

}  // namespace hb::cli
