#include "screen.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "terminal.hpp"

namespace hb::cli {

void Screen::clear() {
    make_room();
    if (!terminal_) return;
    fmt::print("\033[H\033[2J");  // what was there stays in the terminal's history, where it has one
    std::fflush(stdout);
}

void Screen::say(std::string_view text) {
    make_room();
    fmt::print("{}  {}\n", dim(time_of_day()), text);
    std::fflush(stdout);
}

void Screen::show_keys(std::string_view keys) {
    if (!terminal_) return;
    make_room();
    fmt::print("{}", dim(keys));
    std::fflush(stdout);
    keys_shown_ = true;
}

void Screen::make_room() {
    if (keys_shown_) fmt::print("\r\033[K");
    keys_shown_ = false;
    std::fflush(stdout);
}

}  // namespace hb::cli
