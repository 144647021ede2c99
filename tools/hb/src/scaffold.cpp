#include "scaffold.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <regex>

#include "grade/lesson.hpp"
#include "judge/error.hpp"
#include "lesson_templates.hpp"
#include "selfcheck/places.hpp"

namespace hb::cli {
namespace {

namespace fs = std::filesystem;

/// An exercise is a function or a class of that name, too.
bool is_keyword(std::string_view name) {
    static constexpr std::array words{
        "alignas",  "alignof", "and",      "asm",      "auto",     "bool",    "break",     "case",      "catch",
        "char",     "class",   "concept",  "const",    "continue", "default", "delete",    "do",        "double",
        "else",     "enum",    "explicit", "export",   "extern",   "false",   "float",     "for",       "friend",
        "goto",     "if",      "inline",   "int",      "long",     "main",    "mutable",   "namespace", "new",
        "noexcept", "not",     "nullptr",  "operator", "or",       "private", "protected", "public",    "register",
        "requires", "return",  "short",    "signed",   "sizeof",   "static",  "std",       "struct",    "switch",
        "template", "this",    "throw",    "true",     "try",      "typedef", "typeid",    "typename",  "union",
        "unsigned", "using",   "virtual",  "void",     "volatile", "while",   "xor"};
    return std::find(words.begin(), words.end(), name) != words.end();
}

void check_names(std::string const& lesson, std::vector<std::string> const& exercises) {
    if (!std::regex_match(lesson, std::regex{"[0-9]{2}_[a-z][a-z0-9_]*"})) {
        throw UserError{fmt::format("\"{}\" is no name for a lesson.", lesson),
                        "Two digits, then a name of a-z, 0-9 and _, such as 12_example."};
    }
    for (auto exercise = exercises.begin(); exercise != exercises.end(); ++exercise) {
        if (!std::regex_match(*exercise, std::regex{"[a-z][a-z0-9_]*"}) || is_keyword(*exercise)) {
            throw UserError{fmt::format("\"{}\" is no name for an exercise.", *exercise),
                            "It names a header and what is in it: a-z, 0-9 and _, no word of C++, such as largest."};
        }
        if (std::find(exercises.begin(), exercise, *exercise) != exercise)
            throw UserError{fmt::format("The exercise \"{}\" is named twice.", *exercise), "Name each once."};
    }
}

void check_room(fs::path const& root, std::string const& lesson) {
    for (auto const& other : grade::lesson_names(root)) {
        if (other.substr(0, 3) == lesson.substr(0, 3) && other != lesson)
            throw UserError{fmt::format("{} has that number already.", other), "Choose a number that is free."};
    }
    for (auto const& folder : selfcheck::Places{lesson}.all()) {
        if (fs::exists(fs::symlink_status(root / folder))) {
            throw UserError{fmt::format("{} is there already.", folder.string()),
                            "Choose another name, or move it away."};
        }
    }
}

/// tests/CMakeLists.txt with the lesson's call behind those of the lessons before it.
std::string with_call(std::string const& text, std::string const& lesson) {
    constexpr std::string_view call = "hb_add_lesson(";
    auto lines = selfcheck::lines_of(text);
    auto const before = std::find_if(lines.rbegin(), lines.rend(), [&](std::string const& line) {
        return line.starts_with(call) && line.compare(call.size(), std::string::npos, lesson) < 0;
    });
    if (before == lines.rend()) {
        throw UserError{"tests/CMakeLists.txt has no line hb_add_lesson(...) of an earlier lesson.",
                        "Restore it: git checkout -- tests/CMakeLists.txt"};
    }
    lines.insert(before.base(), fmt::format("{}{})", call, lesson));
    return fmt::format("{}\n", fmt::join(lines, "\n"));
}

void write(fs::path const& file, std::string const& text) {
    fs::create_directories(file.parent_path());
    std::ofstream stream{file, std::ios::binary};
    stream << text;
    stream.close();
    if (!stream) throw fs::filesystem_error{"cannot write", file, std::make_error_code(std::errc::io_error)};
}

/// What has been put in place so far; takes it back unless everything came to its end.
class Placement {
public:
    Placement(fs::path const& root, fs::path const& made) : root_{root}, made_{made} {}
    ~Placement() {
        std::error_code ignored;
        for (auto const& place : placed_)
            fs::remove_all(root_ / place, ignored);
        fs::remove_all(made_, ignored);
    }
    Placement(Placement const&) = delete;
    Placement& operator=(Placement const&) = delete;

    void put(fs::path const& place) {
        fs::create_directories((root_ / place).parent_path());
        fs::rename(made_ / place, root_ / place);
        placed_.push_back(place);
    }
    void keep() { placed_.clear(); }

private:
    fs::path root_;
    fs::path made_;
    std::vector<fs::path> placed_;
};

}  // namespace

std::vector<fs::path> write_lesson(fs::path const& root, std::string const& lesson,
                                   std::vector<std::string> const& exercises) {
    check_names(lesson, exercises);
    check_room(root, lesson);
    auto const files = expand_templates(root, lesson, exercises);
    fs::path const list = "tests/CMakeLists.txt";
    auto const calls = with_call(selfcheck::text_of(root / list), lesson);

    auto const made = root / fmt::format(".new.{}", lesson);  // in the same file system, so that a rename will do
    Placement placement{root, made};
    try {
        fs::remove_all(made);
        for (auto const& [place, text] : files)
            write(made / place, text);
        write(made / list, calls);
        for (auto const& folder : selfcheck::Places{lesson}.all())
            placement.put(folder);
        fs::rename(made / list, root / list);  // last: from now on the build knows the lesson
    } catch (fs::filesystem_error const& error) {
        throw UserError{fmt::format("The lesson cannot be written: {}.", error.what()),
                        "Make room, or see to the rights of the folders; nothing was changed."};
    }
    placement.keep();

    std::vector<fs::path> written;
    written.reserve(files.size() + 1);
    for (auto const& [place, text] : files)
        written.push_back(place);
    written.push_back(list);
    return written;
}

}  // namespace hb::cli
