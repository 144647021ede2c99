#include "explored.hpp"

#include <fmt/format.h>

#include "context.hpp"
#include "judge/error.hpp"
#include "judge/interrupt.hpp"
#include "judge/outcomes.hpp"
#include "judge/run_tool.hpp"
#include "judge/whole_file.hpp"

namespace hb::cli {
namespace {

bool is_source(std::filesystem::path const& file) {
    return file.extension() == ".cpp" || file.extension() == ".cc" || file.extension() == ".cxx";
}

/// The scenario that lesson.toml names, or the one on the command line.
std::vector<std::string> words_for(grade::Exercise const& exercise, std::vector<std::string> const& given) {
    if (!given.empty()) return given;
    if (!exercise.interleavings) {
        throw UserError{fmt::format("{} asks for no interleavings.", exercise.name),
                        fmt::format("Name a scenario: ./hb explore {} SCENARIO name=value", exercise.name)};
    }
    return subject::words_by_hand(exercise.interleavings->scenario, exercise.interleavings->arguments);
}

Explored prepare_exercise(std::string const& what, std::vector<std::string> const& words, std::string const& set) {
    auto const chosen = choose_one(what);
    require_answers({chosen}, set);
    auto const& [lesson, exercise] = chosen;
    grade::Answer const answer{lesson.name, exercise.name, set};
    Explored explored;
    explored.words = words_for(exercise, words);
    build_or_throw(grade::Workspace::target(answer, "explore"));
    explored.program = workspace().subject(answer, "explore");
    explored.settings.harness = workspace().harness();
    explored.settings.must_return = true;  // as the judge asks it, and so the next
    explored.settings.weak_memory = exercise.weak_memory;
    explored.settings.entrance = judge::entrance_of_explored(explored.program, workspace().explorer());
    return explored;
}

/// A whole program of anybody's, in one file.
Explored prepare_source(std::string const& source, std::vector<std::string> const& words) {
    build_or_throw("hb_explore");
    Explored explored;
    explored.words = words;
    explored.folder = std::make_unique<judge::PrivateFolder>();
    explored.program = explored.folder->path() / "program";
    auto const library = workspace().explorer().parent_path().string();
    auto const object = explored.program.string() + ".o";
    auto const compiled =
        judge::run_tool({HB_COMPILER, "-std=c++20", "@" + library + "/hb_explored.flags", "-c", source, "-o", object});
    if (compiled.status != 0) {
        throw UserError{fmt::format("{} does not compile:\n{}", source, compiled.err), "Mend it."};
    }
    auto const linked = judge::run_tool({HB_COMPILER, object, "-o", explored.program.string(), "-L" + library,
                                         "-lhb_explore", "-Wl,-rpath," + library, "-Wl,-z,now", "-lpthread"});
    if (linked.status != 0) {
        throw UserError{fmt::format("{} does not link:\n{}", source, linked.err),
                        "The explorer takes programs of one source file that need no further library."};
    }
    return explored;
}

}  // namespace

Explored prepare_explored(std::string const& what, std::vector<std::string> const& words, std::string const& set) {
    bool const source = is_source(what) && std::filesystem::is_regular_file(what);
    auto explored = source ? prepare_source(what, words) : prepare_exercise(what, words, set);
    explored.settings.interrupts = judge::interrupts;
    return explored;
}

explore::Schedule schedule_or_throw(std::string const& text) {
    bool const is_file = std::filesystem::is_regular_file(text);
    auto content = is_file ? read_whole(text) : text;
    if (is_file) content.resize(content.find_last_not_of(" \r\n") + 1);
    if (auto schedule = explore::parse_schedule(content)) return *schedule;
    throw UserError{is_file ? text + " holds no schedule." : fmt::format("\"{}\" is no schedule.", text),
                    "Name a file that ./hb play saved, or copy what ./hb explore or ./hb play prints, from the word "
                    "after \"schedule:\" to the line's end."};
}

}  // namespace hb::cli
