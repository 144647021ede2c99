#pragma once
#include <string>
#include <string_view>

namespace hb::cli {

/// What `watch` prints between checks. On a terminal each round begins on a cleared screen and ends with a line of keys
/// that the next round replaces; elsewhere everything is plain lines, each with its time.
class Screen {
public:
    explicit Screen(bool terminal) : terminal_{terminal} {}

    /// A new round: what was before is out of sight.
    void clear();

    /// One line with the time of day.
    void say(std::string_view text);

    /// The last line until something else is printed: terminals only.
    void show_keys(std::string_view keys);

    /// Call it before another program prints.
    void make_room();

private:
    bool terminal_;
    bool keys_shown_ = false;
};

}  // namespace hb::cli
