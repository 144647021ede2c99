#include <charconv>
#include <cstdio>
#include <string_view>

#include "by_hand.hpp"
#include "judged.hpp"
#include "planted.hpp"
#include "subject/scenario.hpp"

int main(int argc, char** argv) {
    constexpr std::string_view judged = "--judged=";
    constexpr std::string_view planted = "--planted=";
    if (hb::subject::scenarios().empty()) {
        std::fputs("This subject was linked without scenarios.\n", stderr);
        return 2;
    }
    if (argc == 2 && std::string_view{argv[1]}.substr(0, judged.size()) == judged) {
        auto const number = std::string_view{argv[1]}.substr(judged.size());
        int channel = -1;
        std::from_chars(number.data(), number.data() + number.size(), channel);
        return hb::subject::serve(channel);
    }
    if (argc == 2 && std::string_view{argv[1]}.starts_with(planted))
        return hb::subject::plant_race(std::string_view{argv[1]}.substr(planted.size()));
    return hb::subject::run_by_hand(argc, argv);
}
