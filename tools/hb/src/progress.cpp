#include "progress.hpp"

#include <fmt/format.h>

#include <array>
#include <ctime>
#include <random>

#include "judge/error.hpp"
#include "judge/file_lock.hpp"
#include "judge/whole_file.hpp"
#include "progress_json.hpp"

namespace hb::cli {
namespace {

std::filesystem::path file_in(std::filesystem::path const& folder) {
    return folder / "progress.json";
}

/// Held from the reading to the writing of an update.
judge::Descriptor lock(std::filesystem::path const& folder) {
    std::error_code error;  // then the lock cannot be made, and that is said
    std::filesystem::create_directories(folder, error);
    return judge::lock_file(folder / "lock",
                            "Make its folder writable, or keep what hb remembers elsewhere: HB_STATE=FOLDER ./hb ...");
}

Progress new_student() {
    // A seed is typed and compared by persons: 32 bits are enough.
    return {std::random_device{}(), {}, {}};
}

}  // namespace

Progress load_progress(std::filesystem::path const& folder) {
    auto const file = file_in(folder);
    if (!std::filesystem::exists(file)) return new_student();
    auto const text = read_whole(file);
    auto const move_away = fmt::format("mv {0} {0}.old", file.string());
    try {
        return progress_from_text(text);
    } catch (MalformedProgress const& error) {
        throw UserError{fmt::format("{} is broken: {}.", file.string(), error.what()),
                        "Mend it in an editor; or keep it and begin anew: " + move_away};
    } catch (OtherProgressVersion const& error) {
        throw UserError{fmt::format("{} is of another version of Happens-Before: {}.", file.string(), error.what()),
                        "Update Happens-Before: git pull; or keep it and begin anew: " + move_away};
    }
}

Progress update_progress(std::filesystem::path const& folder, std::function<void(Progress&)> const& change) {
    auto const held = lock(folder);
    auto progress = load_progress(folder);
    change(progress);
    write_whole(file_in(folder), to_text(progress));
    return progress;
}

std::string now() {
    auto const seconds = std::time(nullptr);
    std::tm local{};
    ::localtime_r(&seconds, &local);
    std::array<char, 32> text{};
    auto const length = std::strftime(text.data(), text.size(), "%FT%T%z", &local);
    return {text.data(), length};
}

}  // namespace hb::cli
