#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <sstream>

#include "judge/containment.hpp"
#include "judge/run_tool.hpp"
#include "rules_sources.hpp"
#include "rules_words.hpp"

namespace hb::judge {
namespace {

using Kind = Token::Kind;

bool is_one_of(std::string const& text, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), text) != words.end();
}

/// The compile line as one that preprocesses to standard output. The precompiled header goes, but not the text that it
/// was made of: an answer may ask which macros that text defines.
std::vector<std::string> preprocessing(std::vector<std::string> const& compile, Flavour flavour) {
    std::vector<std::string> command;
    for (std::size_t i = 0; i < compile.size(); ++i) {
        auto const& argument = compile[i];
        if (is_one_of(argument, {"-c", "-MD", "-MMD", "-MP"})) continue;
        if (flavour == Flavour::bench && argument.starts_with("-O")) continue;
        if (is_one_of(argument, {"-o", "-MF", "-MT", "-MQ", "-include-pch"})) {
            ++i;
        } else if (argument == "-Xclang" && i + 3 < compile.size() && compile[i + 1] == "-include-pch") {
            i += 3;
        } else {
            command.push_back(argument);
        }
    }
    // The time of day, so that two runs agree.
    command.insert(command.end(), {"-E", "-w", "-D__DATE__=\"\"", "-D__TIME__=\"\""});
    // -fno-inline defines __NO_INLINE__, -O3 takes it away, and -march=native names the processor.
    if (flavour == Flavour::plain) command.emplace_back("-dD");
    if (flavour == Flavour::tsan) command.insert(command.end(), {"-fsanitize=thread", "-fno-inline"});
    if (flavour == Flavour::bench) command.insert(command.end(), {"-O3", "-march=native"});
    return command;
}

/// Follows the line markers of preprocessed text: # 12 "file" 1 3.
class Whereabouts {
public:
    explicit Whereabouts(std::filesystem::path const& answer) : answer_{answer} {}

    /// True if the token is part of a marker.
    bool follows(Token const& token) {
        if (token.kind == Kind::directive) {
            in_marker_ = token.text.empty();
            if (in_marker_) fields_ = 0;
            if (in_marker_) marker_line_ = token.line;
            return in_marker_;
        }
        in_marker_ = in_marker_ && token.in_directive;
        if (!in_marker_) return false;
        if (++fields_ == 1) std::from_chars(token.text.data(), token.text.data() + token.text.size(), first_line_);
        if (fields_ == 2 && token.kind == Kind::string) enter(token.text);
        if (fields_ > 2 && token.text == "3" && file_ != files_.end()) file_->second.of_system = true;
        return true;
    }

    [[nodiscard]] bool in_answer() const { return file_ != files_.end() && file_->second.is_answer; }
    [[nodiscard]] int line(Token const& token) const { return first_line_ + token.line - marker_line_ - 1; }

    /// The files that are neither the system's nor the answer.
    [[nodiscard]] std::vector<std::filesystem::path> our_files() const {
        std::vector<std::filesystem::path> ours;
        for (auto const& [name, file] : files_) {
            std::filesystem::path const path{name};
            // GCC counts what a precompiled header includes as the system's.
            bool const of_harness = path.parent_path().filename() == "subject";
            if (!file.is_answer && (!file.of_system || of_harness)) ours.push_back(path);
        }
        return ours;
    }

private:
    struct File {
        bool is_answer = false;
        bool of_system = false;
    };

    void enter(std::string const& escaped) {
        std::string name;
        for (std::size_t i = 0; i < escaped.size(); ++i) {
            if (escaped[i] == '\\' && i + 1 < escaped.size()) ++i;
            name += escaped[i];
        }
        bool added = false;
        std::tie(file_, added) = files_.try_emplace(name);
        std::error_code missing;
        if (added) file_->second.is_answer = std::filesystem::equivalent(name, answer_, missing);
    }

    std::filesystem::path answer_;
    std::map<std::string, File> files_;
    std::map<std::string, File>::iterator file_ = files_.end();
    bool in_marker_ = false;
    int fields_ = 0;
    int first_line_ = 1;
    int marker_line_ = 0;
};

/// What a #define or #undef of the answer's does to the macros that it leaves behind.
void note_macro(Token const& directive, Token const& name, std::vector<Preprocessed::Macro>& macros) {
    auto const known = std::find_if(macros.begin(), macros.end(),
                                    [&](Preprocessed::Macro const& macro) { return macro.name == name.text; });
    bool const defined = directive.text == "define";
    if (known != macros.end()) {
        known->left_behind = defined;
    } else {
        macros.push_back(
            {name.text, name.line, true});  // an #undef of somebody else's macro leaves a change behind too
    }
}

std::set<std::string> identifiers(std::vector<std::filesystem::path> const& files) {
    std::set<std::string> names;
    for (auto const& file : files) {
        if (!std::filesystem::is_regular_file(file)) continue;
        for (auto const& token : lex(read_text(file))) {
            if (token.kind == Kind::identifier) names.insert(token.text);
        }
    }
    return names;
}

std::string first_error(std::string const& log) {
    std::istringstream lines{log};
    std::string first;
    for (std::string line; std::getline(lines, line);) {
        if (line.find("error:") != std::string::npos) return line;
        if (first.empty()) first = line;
    }
    return first;
}

/// The preprocessor writes nothing, and sees the checkout, the answer and what else its command names.
ToolResult run_preprocessor(std::vector<std::string> const& command, std::filesystem::path const& answer) {
    Room room;
    room.hidden = private_folders();
    room.readable = {HB_SOURCE_ROOT, answer};
    show_what_is_named(room, fmt::format("{}", fmt::join(command, "\n")));
    return run_contained(command, room);
}

}  // namespace

Preprocessed preprocess(RuleSubject const& subject, Flavour flavour) {
    Preprocessed result;
    auto const& compile = flavour == Flavour::explore ? subject.explored : subject.compile;
    auto const run = run_preprocessor(preprocessing(compile, flavour), subject.answer);
    if (!run.stopped.empty()) {
        result.trouble = fmt::format("the preprocessor was stopped {}", run.stopped);
        return result;
    }
    if (run.status != 0) {
        result.trouble = first_error(run.err);
        if (result.trouble.empty()) result.trouble = fmt::format("the preprocessor ended with status {}", run.status);
        return result;
    }
    Whereabouts whereabouts{subject.answer};
    Lexer lexer{run.out};
    Token directive;
    for (Token token; lexer.next(token);) {
        if (whereabouts.follows(token) || !whereabouts.in_answer()) continue;
        token.line = whereabouts.line(token);
        if (token.kind == Kind::directive) directive = token;
        bool const of_macro = token.in_directive && (directive.text == "define" || directive.text == "undef");
        if (of_macro) {
            bool const is_name = token.kind == Kind::identifier && !directive.text.empty();
            if (is_name && directive.line == token.line) note_macro(directive, token, result.macros);
            if (is_name) directive.line = 0;  // what follows is its replacement
        } else {
            result.tokens.push_back(token);
        }
    }
    if (flavour == Flavour::plain) result.our_names = identifiers(whereabouts.our_files());
    return result;
}

void check_same(Preprocessed const& plain, Preprocessed const& other, std::string const& where, Findings& findings) {
    auto const same = [](Token const& mine, Token const& theirs) {
        return mine.kind == theirs.kind && mine.text == theirs.text;
    };
    auto const [mine, theirs] =
        std::mismatch(plain.tokens.begin(), plain.tokens.end(), other.tokens.begin(), other.tokens.end(), same);
    if (mine == plain.tokens.end() && theirs == other.tokens.end()) return;
    auto const& different = mine != plain.tokens.end() ? *mine : *theirs;
    findings.add("flavour", different.line, different.text, "From here on the answer is another program " + where);
}

void check_macros(Preprocessed const& plain, Findings& findings) {
    for (auto const& macro : plain.macros) {
        if (is_keyword(macro.name)) {
            findings.add("macro", macro.line, macro.name, "A macro must not have the name of a keyword.");
        } else if (macro.left_behind && plain.our_names.contains(macro.name)) {
            findings.add(
                "macro", macro.line, macro.name,
                "This macro would change the code that asks the answer; use a constant or a function, or #undef it.");
        }
    }
}

}  // namespace hb::judge
