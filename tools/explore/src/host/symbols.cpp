#include "symbols.hpp"

#include <charconv>
#include <cstdlib>

#include "process.hpp"

namespace hb::explore {
namespace {

std::string hexadecimal(std::uint64_t number) {
    char digits[24];
    return {std::begin(digits), std::to_chars(std::begin(digits), std::end(digits), number, 16).ptr};
}

/// FILE:LINE:COLUMN, with `??` for what is not known.
void read_position(std::string_view text, Place& place) {
    auto const column = text.rfind(':');
    if (column == text.npos || column == 0) return;
    auto const line = text.rfind(':', column - 1);
    if (line == text.npos) return;
    std::from_chars(text.data() + line + 1, text.data() + column, place.line);
    std::from_chars(text.data() + column + 1, text.data() + text.size(), place.column);
    if (auto const file = text.substr(0, line); file != "??") place.file = file;
}

/// The answer to one question: lines up to an empty one.
using Answer = std::vector<std::string>;

std::vector<Place> places(Answer const& answer) {
    std::vector<Place> result;
    for (std::size_t index = 0; index + 1 < answer.size(); index += 2) {
        Place place;
        if (answer[index] != "??") place.function = answer[index];
        read_position(answer[index + 1], place);
        result.push_back(std::move(place));
    }
    return result;
}

/// The name, then "START SIZE" in decimal.
Symbols::Data variable(Answer const& answer) {
    Symbols::Data data;
    if (answer.size() < 2 || answer[0] == "??") return data;
    data.name = answer[0];
    std::from_chars(answer[1].data(), answer[1].data() + answer[1].size(), data.start);
    return data;
}

std::vector<Answer> ask(std::string const& symbolizer, std::filesystem::path const& program,
                        std::string const& questions) {
    ProcessStart start;
    start.command = {symbolizer, "--obj=" + program.string(), "--inlines", "--functions=linkage", "--demangle"};
    start.input = questions;
    start.feeds_input = true;
    std::vector<Answer> answers(1);
    auto const answered = run_process(start, [&answers](std::string_view line) {
        if (line.empty())
            answers.emplace_back();
        else
            answers.back().emplace_back(line);
    });
    return answered ? answers : std::vector<Answer>{};
}

}  // namespace

bool is_system_code(Place const& place) {
    return place.file.empty() || place.file.starts_with("/usr/") ||
           place.file.find("/explore/shims/") != place.file.npos;
}

Symbols look_up(std::filesystem::path const& program, std::set<std::uint64_t> const& code,
                std::set<std::uint64_t> const& data) {
    Symbols symbols;
    if (code.empty() && data.empty()) return symbols;
    std::string questions;
    for (auto const address : code)
        questions += "CODE 0x" + hexadecimal(address) + "\n";
    for (auto const address : data)
        questions += "DATA 0x" + hexadecimal(address) + "\n";

    std::vector<std::string> candidates{"llvm-symbolizer-19", "llvm-symbolizer"};
    if (auto const* const chosen = std::getenv("HB_SYMBOLIZER")) candidates = {chosen};
    std::vector<Answer> answers;
    for (auto const& candidate : candidates)
        if (answers = ask(candidate, program, questions); answers.size() >= code.size() + data.size()) break;
    if (answers.size() < code.size() + data.size()) return symbols;

    auto answer = answers.begin();
    for (auto const address : code)
        symbols.code.emplace(address, places(*answer++));
    for (auto const address : data)
        symbols.data.emplace(address, variable(*answer++));
    return symbols;
}

}  // namespace hb::explore
